// The panel of what is found in a story: a button in the corner with a list behind it, and the words at fault marked in
// the page. Nothing of the page's is changed: the panel is a tree of its own, and marks are highlights.
import { find, read } from '/_nutgraf/words.js';

const OPEN = 'nutgraf:findings-open';
/** How often an answer is asked for that the server cannot give yet, and after how long first, in milliseconds. */
const MOST_TRIES = 4;
const PAUSE = 400;

const STYLE = `
  :host { all: initial; color-scheme: light dark; }
  :host([hidden]) { display: none; }
  * { box-sizing: border-box; }
  section { position: fixed; right: 0.75rem; bottom: 0.75rem; z-index: 2147483646; width: min(22rem, calc(100vw - 1.5rem));
    display: flex; flex-direction: column-reverse; align-items: flex-end; gap: 0.5rem; pointer-events: none;
    font: 14px/1.45 system-ui, sans-serif; color: #1d1b1a; }
  button, .list { pointer-events: auto; border: 1px solid #8a827d; background: #fffdfb; color: inherit; }
  button { font: inherit; cursor: pointer; border-radius: 1rem; padding: 0.25rem 0.75rem; min-height: 2rem; }
  button:focus-visible, a:focus-visible, .list:focus-visible { outline: 3px solid #1a5fb4; outline-offset: 2px; }
  .toggle { box-shadow: 0 1px 6px rgb(0 0 0 / 0.2); }
  .toggle .warning, .toggle .error { font-weight: 700; }
  .list { width: 100%; max-height: min(55vh, 32rem); overflow: auto; overscroll-behavior: contain; border-radius: 0.5rem;
    box-shadow: 0 2px 16px rgb(0 0 0 / 0.25); }
  .list[hidden] { display: none; }
  ol { margin: 0; padding: 0; list-style: none; }
  li { padding: 0.6rem 0.8rem; border-bottom: 1px solid #d8d1cc; }
  li.current { box-shadow: inset 4px 0 #b35c00; }
  p { margin: 0 0 0.3rem; overflow-wrap: anywhere; }
  .end { margin: 0; padding: 0.6rem 0.8rem; color: #5a524e; }
  .severity { font-weight: 700; }
  .error .severity { color: #b3261e; }
  .warning .severity { color: #8a4600; }
  code { font: 0.93em ui-monospace, monospace; }
  q { quotes: none; background: rgb(255 170 0 / 0.2); }
  .hint { color: #5a524e; }
  .ways { display: flex; flex-wrap: wrap; gap: 0.25rem 0.75rem; align-items: center; margin: 0; }
  .ways button { padding: 0 0.6rem; min-height: 1.75rem; }
  a { color: #1a4f9c; }
  @media (prefers-color-scheme: dark) {
    section { color: #f1ebe8; }
    button, .list { background: #1f1b1a; border-color: #8f8681; }
    button:focus-visible, a:focus-visible, .list:focus-visible { outline-color: #8ab8ff; }
    li { border-color: #453d3a; }
    li.current { box-shadow: inset 4px 0 #ffb454; }
    .hint, .end { color: #cbc2bd; }
    .error .severity { color: #ff8a80; }
    .warning .severity { color: #ffb454; }
    a { color: #9ec1ff; }
  }
  @media (forced-colors: active) {
    q { background: Mark; color: MarkText; }
    li.current { border-inline-start: 4px solid Highlight; }
  }
  @media print { :host { display: none; } }
`;

const MARKS = `
  @media screen {
    ::highlight(nutgraf-findings) { background-color: rgb(255 170 0 / 0.22); text-decoration: underline wavy 1px #c77700; }
    ::highlight(nutgraf-current) { background-color: rgb(255 170 0 / 0.32); }
  }
  @media screen and (forced-colors: active) {
    ::highlight(nutgraf-findings) { background-color: Mark; color: MarkText; }
    ::highlight(nutgraf-current) { background-color: Highlight; color: HighlightText; }
  }
`;

/** What the last answer was asked for; `null`: none. */
let wanted = null;
let host = null;
let root = null;

/** Shows what is found in the story of a page, unless that was asked for already. No key: there is no story. */
export async function follow(page, version, key) {
  if (key === wanted) return;
  wanted = key;
  if (key === undefined) {
    close();
    return;
  }
  for (let tries = 1; wanted === key; tries += 1) {
    const answer = await ask(page);
    if (wanted !== key) return;
    if (!answer) break;
    // Another version is about to be loaded; a page that came back as it was stays, and is told all the same.
    const isLast = tries === MOST_TRIES;
    if (!answer.again && (answer.version === version || isLast)) {
      show(answer);
      return;
    }
    if (isLast) break;
    await new Promise((resolve) => setTimeout(resolve, PAUSE * tries));
  }
  // The next state may bring it.
  if (wanted === key) wanted = null;
}

async function ask(page) {
  try {
    const response = await fetch('/_nutgraf/findings?page=' + encodeURIComponent(page));
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

function close() {
  host?.remove();
  host = null;
  mark('nutgraf-findings', []);
  mark('nutgraf-current', []);
}

function show(answer) {
  const main = document.querySelector('main') ?? document.body;
  const text = read(main);
  const places = answer.findings.map((finding) => (finding.words ? find(text, finding.words) : null));
  mark('nutgraf-findings', places.filter(Boolean).map((place) => place.words));
  mark('nutgraf-current', []);
  draw(answer, places);
}

// Marks

const marks = new CSSStyleSheet();
marks.replaceSync(MARKS);
if (!document.adoptedStyleSheets.includes(marks)) document.adoptedStyleSheets = [...document.adoptedStyleSheets, marks];

function mark(name, ranges) {
  if (!('highlights' in CSS)) return;
  if (ranges.length === 0) CSS.highlights.delete(name);
  else CSS.highlights.set(name, new Highlight(...ranges));
}

function lead({ sentence, words }) {
  for (let element = words.startContainer.parentElement; element; element = element.parentElement) {
    if (element.localName === 'details') element.open = true;
  }
  mark('nutgraf-current', [sentence]);
  // High enough that the panel does not lie over it; a second time, for what is laid out only when it is seen.
  const scroll = () => scrollTo({ left: scrollX, top: words.getBoundingClientRect().top + scrollY - innerHeight / 5, behavior: 'instant' });
  scroll();
  requestAnimationFrame(() => requestAnimationFrame(scroll));
}

// The panel: built of text only, whatever the findings hold.

function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

function draw(answer, places) {
  const focused = Boolean(root?.activeElement);
  const scrolled = root?.querySelector('.list')?.scrollTop ?? 0;
  if (!host) {
    host = document.createElement('nutgraf-findings');
    root = host.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    root.addEventListener('keydown', escape);
    document.documentElement.append(host);
  }
  const toggle = make('button', { type: 'button', class: 'toggle', 'aria-controls': 'list' }, title(answer));
  const list = make('div', { id: 'list', class: 'list', tabindex: '-1' }, make('ol', {}, ...answer.findings.map((finding, at) => entry(finding, places[at]))), end(answer));
  toggle.addEventListener('click', () => set(list.hidden));
  root.replaceChildren(make('section', { 'aria-label': 'What is found in this story' }, toggle, list));
  set(recall() === 'open');
  list.scrollTop = scrolled;
  if (focused) toggle.focus();
}

function set(open) {
  root.querySelector('.list').hidden = !open;
  root.querySelector('.toggle').setAttribute('aria-expanded', String(open));
  if (!open) mark('nutgraf-current', []);
  keep(open ? 'open' : 'closed');
}

function escape(event) {
  if (event.key !== 'Escape' || root.querySelector('.list').hidden) return;
  event.stopPropagation();
  set(false);
  root.querySelector('.toggle').focus();
}

function title({ count, coverage }) {
  const words = count === 0 ? 'No findings' : count === 1 ? '1 finding' : count + ' findings';
  if (!coverage?.figures) return words;
  return `${words} \u00B7 ${coverage.sourced} of ${coverage.figures} figures sourced`;
}

function entry(finding, place) {
  const { severity, code, message, hint, words } = finding;
  const item = make('li', { class: severity });
  const show = place && make('button', { type: 'button' }, 'Show');
  show?.setAttribute('aria-label', 'Show in the text: ' + message);
  show?.addEventListener('click', () => {
    for (const other of root.querySelectorAll('li.current')) other.classList.remove('current');
    item.classList.add('current');
    lead(place);
  });
  const excerpt = words?.excerpt.replaceAll('\uFFFC', '').trim();
  item.append(
    make('p', {}, make('span', { class: 'severity' }, severity), ' ', make('code', {}, code)),
    make('p', {}, message),
    ...(excerpt && !message.includes(excerpt) ? [make('p', {}, make('q', {}, excerpt))] : []),
    ...(hint ? [make('p', { class: 'hint' }, hint)] : []),
    make('p', { class: 'ways' }, show, source(finding)),
  );
  return item;
}

function source({ file, line, column, link }) {
  if (!file) return null;
  const place = `${file}:${line}:${column}`;
  return link ? make('a', { href: link }, place) : make('span', {}, place);
}

/** What the list leaves out. */
function end({ count, findings, waived, known }) {
  const parts = [];
  if (count === 0) parts.push('Nothing is found in this story');
  if (count > findings.length) parts.push(`${count - findings.length} more are told by nutgraf check`);
  if (waived) parts.push(waived === 1 ? '1 is waived' : `${waived} are waived`);
  if (known) parts.push(known === 1 ? '1 is known from before' : `${known} are known from before`);
  return parts.length === 0 ? null : make('p', { class: 'end' }, parts.join(', ') + '.');
}

// Whether the list is open, for each tab; nothing is kept where the browser keeps nothing.

function recall() {
  try {
    return sessionStorage.getItem(OPEN);
  } catch {
    return null;
  }
}

function keep(state) {
  try {
    sessionStorage.setItem(OPEN, state);
  } catch {
    // It stays as it is until the page is loaded again.
  }
}
