// Keeps an open page equal to what is being written. One tab of a browser holds a stream to the server and tells
// the others; where tabs cannot find each other, each visible one holds its own. What comes is a state: whatever
// differs from what this page shows is acted upon, so that nothing is lost while the connection is down.
'use strict';
(() => {
  const { page, version, styles, files } = document.currentScript.dataset;
  const known = { version, styles, files };
  const here = 'nutgraf:' + page;
  const leading = 'nutgraf-leader';
  const pagesPrefix = 'nutgraf-page:';
  const mostPages = 64;
  const channel = 'BroadcastChannel' in window ? new BroadcastChannel('nutgraf') : null;
  const memory = sessionMemory();
  let leaving = false;
  let panel = null;
  let key;
  const overlayStyle = `
    :host { all: initial; color-scheme: light dark; }
    .box { position: fixed; inset: auto 0 0 0; z-index: 2147483647; max-height: 60vh; overflow: auto; box-sizing: border-box;
      padding: 1rem 1.5rem; border-top: 4px solid #b3261e; background: #fffdfb; color: #1d1b1a;
      font: 16px/1.5 system-ui, sans-serif; box-shadow: 0 -4px 24px rgb(0 0 0 / 0.25); }
    h1 { font-size: 1.1rem; margin: 0 0 0.5rem; }
    h2 { font-size: 1rem; margin: 0.75rem 0 0.25rem; }
    code { margin: 0 0.25rem; font-size: 0.9em; }
    .severity { font-weight: 700; color: #b3261e; }
    .place { font: 14px/1.5 ui-monospace, monospace; color: inherit; }
    pre { margin: 0.25rem 0; padding: 0.5rem; overflow: auto; background: #f3eeea; font: 14px/1.5 ui-monospace, monospace; }
    .number { color: #6b6461; }
    mark { background: #ffd8d4; color: #1d1b1a; text-decoration: underline wavy #b3261e; }
    .hint, .related { margin: 0.25rem 0; color: #4f4845; }
    @media (prefers-color-scheme: dark) {
      .box { background: #1f1b1a; color: #f1ebe8; border-color: #ff8a80; }
      .severity { color: #ff8a80; }
      pre { background: #2b2523; }
      mark { background: #5c2420; color: #fff; }
      .number, .hint, .related { color: #cbc2bd; }
    }
  `;

  restoreScroll();
  if (navigator.locks && channel) {
    shareStream();
  } else {
    streamWhileVisible();
  }

  // The stream

  /** Opens a stream for some pages and gives a function that closes it. */
  function open(pages, receive) {
    const query = pages.map((one) => 'page=' + encodeURIComponent(one)).join('&');
    let source;
    let timer;
    const connect = () => {
      source = new EventSource('/_nutgraf/events?' + query);
      source.onmessage = (event) => receive(JSON.parse(event.data));
      // A browser comes back by itself, but not after an answer that is no stream.
      source.onerror = () => {
        if (source.readyState === EventSource.CLOSED) timer = setTimeout(connect, 500);
      };
    };
    connect();
    return () => {
      clearTimeout(timer);
      source.close();
    };
  }

  /** Each tab holds a lock that names its page; the browser frees it with the tab. One of them leads. */
  function shareStream() {
    const untilGone = () => new Promise(() => {});
    let lead = null;
    channel.onmessage = ({ data }) => {
      if (data.state) show(data.state);
      if (data.joined && lead) lead(true);
      // The locks of a tab that goes are free a moment later.
      if (data.left && lead) setTimeout(lead, 200, false);
    };
    addEventListener('pagehide', () => channel.postMessage({ left: page }));
    navigator.locks.request(pagesPrefix + page, { mode: 'shared' }, () => {
      channel.postMessage({ joined: page });
      return untilGone();
    });
    navigator.locks.request(leading, () => {
      lead = leader();
      lead(false);
      return untilGone();
    });
  }

  /** Gives a function that brings the stream up to date with the tabs that are open. */
  function leader() {
    let close = null;
    let watched = '';
    let latest = null;
    const receive = (state) => {
      latest = state;
      channel.postMessage({ state });
      show(state);
    };
    return async (somebodyJoined) => {
      const { held } = await navigator.locks.query();
      const names = held.map((lock) => lock.name).filter((name) => name.startsWith(pagesPrefix));
      const others = [...new Set(names.map((name) => name.slice(pagesPrefix.length)))].sort();
      const pages = [page, ...others.filter((one) => one !== page)].slice(0, mostPages);
      if (pages.join('\n') !== watched) {
        watched = pages.join('\n');
        latest = null;
        if (close) close();
        close = open(pages, receive);
      } else if (somebodyJoined && latest) {
        // Its page is watched already: it needs the state only. What changed before it came is in it.
        channel.postMessage({ state: { ...latest, changed_files: [] } });
      }
    };
  }

  /** Web Locks want a secure context, which an address of the local network is not. */
  function streamWhileVisible() {
    let close = null;
    const adapt = () => {
      if (document.visibilityState === 'visible' && !close) {
        close = open([page], show);
      } else if (document.visibilityState !== 'visible' && close) {
        close();
        close = null;
      }
    };
    document.addEventListener('visibilitychange', adapt);
    adapt();
  }

  /** What outlives a reload; nothing does where the browser keeps nothing. */
  function sessionMemory() {
    try {
      return window.sessionStorage;
    } catch {
      return { getItem: () => null, setItem: () => {}, removeItem: () => {} };
    }
  }

  // What a state means for this page

  function show(state) {
    const now = state.pages[page];
    if (leaving || now === undefined) return;
    if (now === known.version && state.files === known.files) memory.removeItem(here + ':wish');
    if (now !== known.version) {
      if (reload(now)) return;
    } else if (state.files !== known.files) {
      // Which files changed while this page did not listen, nobody can tell.
      const uses = state.changed_files.length === 0 || usesAny(state.changed_files);
      if (uses && reload(state.files)) return;
      known.files = state.files;
    }
    if (state.styles !== known.styles) {
      known.styles = state.styles;
      swapStyles(state.styles);
    }
    showProblems(state.problems, state.problem_count);
    followFindings(state.findings[page]);
  }

  /** What is found in the story comes last: when the page is as it is to be, is seen, and nothing else is to be done. */
  function followFindings(now) {
    const waits = key !== undefined;
    key = now;
    if (waits || (now === undefined && !panel) || window !== window.top) return;
    const follow = () => {
      const wanted = key;
      key = undefined;
      if (leaving) return;
      panel ??= import('/_nutgraf/panel.js');
      // A server that went away meanwhile says so by its next state.
      panel.then((module) => module.follow(page, known.version, wanted), () => (panel = null));
    };
    const whenIdle = () => ('requestIdleCallback' in window ? requestIdleCallback(follow, { timeout: 1000 }) : setTimeout(follow, 100));
    if (document.visibilityState === 'visible') whenIdle();
    else document.addEventListener('visibilitychange', whenIdle, { once: true });
  }

  /** Reloads once for each new version: a page that comes back as it was must not turn in circles. */
  function reload(target) {
    const wish = known.version + ' ' + target;
    if (memory.getItem(here + ':wish') === wish) return false;
    memory.setItem(here + ':wish', wish);
    saveScroll();
    leaving = true;
    location.reload();
    return true;
  }

  function swapStyles(version) {
    for (const link of document.querySelectorAll('link[rel~="stylesheet"][href]')) {
      const address = new URL(link.href, location.href);
      if (address.origin !== location.origin) continue;
      address.searchParams.set('v', version);
      const next = link.cloneNode();
      next.href = address.href;
      next.onload = () => link.remove();
      next.onerror = () => next.remove();
      link.after(next);
    }
  }

  function usesAny(changed) {
    const used = new Set();
    const add = (address) => {
      try {
        const url = new URL(address, document.baseURI);
        if (url.origin === location.origin) used.add(decodeURIComponent(url.pathname));
      } catch {
        // No address, or one that is not ours.
      }
    };
    for (const entry of performance.getEntriesByType('resource')) add(entry.name);
    for (const element of document.querySelectorAll('[src], [srcset], [poster], link[href], object[data], image[href], use[href]')) {
      for (const name of ['src', 'href', 'poster', 'data']) {
        if (element.hasAttribute(name)) add(element.getAttribute(name));
      }
      for (const choice of (element.getAttribute('srcset') ?? '').split(',')) add(choice.trim().split(/\s/)[0]);
    }
    return changed.some((path) => used.has(path));
  }

  // Scrolling: by the last heading above the fold, so that a paragraph more further up moves nothing.

  function saveScroll() {
    const above = [...document.querySelectorAll('[id]')].filter((element) => /^H[1-6]$/.test(element.tagName) && element.getBoundingClientRect().top <= 0);
    const heading = above.at(-1);
    const place = { x: scrollX, y: scrollY, heading: heading?.id, offset: heading?.getBoundingClientRect().top };
    memory.setItem(here + ':scroll', JSON.stringify(place));
    history.scrollRestoration = 'manual';
  }

  function restoreScroll() {
    const saved = memory.getItem(here + ':scroll');
    if (!saved) return;
    memory.removeItem(here + ':scroll');
    const { x, y, heading, offset } = JSON.parse(saved);
    let last;
    const restore = () => {
      // Whoever scrolled meanwhile stays where they went.
      if (last !== undefined && Math.abs(scrollY - last) > 1) return;
      const found = heading && document.getElementById(heading);
      scrollTo({ left: x, top: found ? found.getBoundingClientRect().top + scrollY - offset : y, behavior: 'instant' });
      last = scrollY;
    };
    const finish = () => {
      restore();
      history.scrollRestoration = 'auto';
    };
    restore();
    if (document.readyState === 'complete') finish();
    else addEventListener('load', finish, { once: true });
  }

  // The overlay: built of text only, whatever the problems hold.

  function make(name, className, text) {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  }

  function showProblems(problems, count) {
    document.querySelector('nutgraf-problems')?.remove();
    if (problems.length === 0) return;
    const host = document.createElement('nutgraf-problems');
    const root = host.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(overlayStyle);
    root.adoptedStyleSheets = [sheet];
    const box = make('section', 'box');
    box.setAttribute('role', 'alert');
    box.tabIndex = -1;
    box.append(make('h1', '', count === 1 ? '1 error: this page is as it was before' : count + ' errors: this page is as it was before'));
    for (const problem of problems) box.append(problemElement(problem));
    if (count > problems.length) box.append(make('p', 'hint', 'and ' + (count - problems.length) + ' more, in the terminal'));
    box.append(make('p', 'hint', 'Escape hides this until something changes.'));
    root.append(box);
    document.documentElement.append(host);
  }

  addEventListener('keydown', (event) => {
    if (event.key === 'Escape') document.querySelector('nutgraf-problems')?.remove();
  });

  function problemElement(problem) {
    const element = make('article', problem.severity);
    const title = make('h2');
    title.append(make('span', 'severity', problem.severity), make('code', '', problem.code), ' ' + problem.message);
    element.append(title);
    if (problem.file) {
      const place = problem.file + ':' + problem.line + ':' + problem.column;
      const link = make(problem.link ? 'a' : 'span', 'place', place);
      if (problem.link) link.href = problem.link;
      element.append(link);
    }
    if (problem.source_line !== null && problem.source_line !== undefined) element.append(sourceLine(problem));
    if (problem.hint) element.append(make('p', 'hint', problem.hint));
    for (const related of problem.related ?? []) {
      element.append(make('p', 'related', related.file + ':' + related.line + ':' + related.column + ': ' + related.message));
    }
    return element;
  }

  function sourceLine(problem) {
    // Columns count characters, not units of UTF-16.
    const marks = Array.from(problem.source_line);
    const start = Math.min(problem.column - 1, marks.length);
    const end = problem.end_line === problem.line ? Math.min(Math.max(problem.end_column - 1, start), marks.length) : marks.length;
    const line = make('pre');
    line.append(
      make('span', 'number', String(problem.line) + ' '),
      marks.slice(0, start).join(''),
      make('mark', '', marks.slice(start, end).join('') || ' '),
      marks.slice(end).join(''),
    );
    return line;
  }
})();
