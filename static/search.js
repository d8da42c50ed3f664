// Search without a server. Pages load this script, but it fetches nothing until somebody is about to search: then the
// manifest of the index (search/index.json), the files with the words looked for, and the records of what is shown.
// Everything found is put into the page as text, never as markup. Without this script the form leads to the search
// page, which lists all there is.
const nutgrafSearch = (() => {
  "use strict";

  // Words. src/search/words.rs cuts texts the same way.
  const LETTER = "[\\p{Alphabetic}\\p{N}]";
  const UNSPACED =
    "(?=\\p{Alphabetic})[\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3005-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}]";
  const SPACED = `(?!${UNSPACED})${LETTER}`;
  const WORD = new RegExp(`(?:${UNSPACED})+|[0-9]+(?:\\.[0-9]+)*(?:${SPACED})*|(?:${SPACED})+`, "gu");
  const POSSESSIVE = new RegExp(`['’]s(?!${LETTER})`, "gu");
  const IS_UNSPACED = new RegExp(UNSPACED, "u");

  function words(text) {
    const folded = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/ς/g, "σ").replace(/ß/g, "ss");
    const runs = folded.replace(POSSESSIVE, " ").replace(/([0-9]),(?=[0-9]{3}(?![0-9]))/g, "$1").match(WORD) || [];
    return runs.flatMap((run) => {
      const marks = IS_UNSPACED.test(run) ? [...run] : [run];
      return marks.length < 2 ? marks : marks.slice(1).map((mark, at) => marks[at] + mark);
    });
  }

  // How well a word of the index fits one that is looked for: as it is, in another form, or as its beginning.
  const ENDING = /^(?:s|es|e|d|ed|ing)?$/;
  const stemOf = (word) => (/^\p{L}{5,}$/u.test(word) ? word.replace(/(?:s|es|ed|ing)$/, "") : word);
  function fit(word, wanted, stem, isLast) {
    if (word === wanted) return 1;
    if (word.length > 3 && word.startsWith(stem) && /^\p{L}+$/u.test(wanted) && ENDING.test(word.slice(stem.length))) return 0.6;
    return isLast && word.startsWith(wanted) ? 0.3 : 0;
  }

  // The numbers of a code: five bits a digit, and one that says that more follow.
  const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
  function numbers(code) {
    const found = [];
    let number = 0, unit = 1;
    for (const digit of code) {
      const value = DIGITS.indexOf(digit);
      number += (value % 32) * unit;
      unit *= 32;
      if (value < 32) found.push(number), number = 0, unit = 1;
    }
    return found;
  }

  // The index beside `base`, the address of the search page.
  function open(base) {
    const files = new Map();
    let manifest;
    const fetched = async (name, options) => {
      const answer = await fetch(new URL(name, base), options);
      if (!answer.ok) throw new Error(name + ": " + answer.status);
      return answer.json();
    };
    const file = (name) => {
      if (!files.has(name)) {
        const wanted = fetched(`${name}.json?${manifest.version}`);
        wanted.catch(() => files.delete(name));
        files.set(name, wanted);
      }
      return files.get(name);
    };
    const load = async () => {
      manifest ||= await fetched("index.json", { cache: "no-cache" });
      return manifest;
    };
    // The place of the file that holds a word, or would.
    const fileOf = (word) => Math.max(0, manifest.words.findLastIndex((first, at) => (first || !at) && first <= word));

    // Where a word stands: document -> [weight, section].
    async function places(wanted, isLast) {
      const stem = stemOf(wanted), own = fileOf(wanted);
      const wide = [own, fileOf(stem), fileOf(stem + "s"), fileOf(stem + "ing")];
      if (isLast) wide.push(Math.min(own + 1, fileOf(wanted + "\uffff")));
      const shards = await Promise.all([...new Set(wide)].map((at) => file("words-" + at)));
      const found = Object.assign(new Map(), { common: 0 });
      const total = manifest.groups.reduce((sum, group) => sum + group[2], 0);
      for (const [word, code] of shards.flatMap(Object.entries)) {
        const closeness = fit(word, wanted, stem, isLast);
        if (!closeness) continue;
        const common = { "*": 1, "!": 2 }[code[0]] || 0;
        if (closeness > 0.3) found.common = Math.max(found.common, common);
        const list = numbers(common ? code.slice(1) : code);
        const rarity = closeness * Math.log(1 + (2 * total) / list.length);
        for (let at = 0, document = 0; at < list.length; at += 2) {
          document += list[at];
          const weight = rarity * (1 + (list[at + 1] % 8));
          if (weight > (found.get(document)?.[0] || 0)) found.set(document, [weight, list[at + 1] >> 3]);
        }
      }
      return found;
    }

    // What is found: document, weight and section of each, best first, and whether each holds all words.
    async function find(query, kind, category) {
      await load();
      const wanted = [...new Set(words(query))].slice(0, 9);
      const all = await Promise.all(wanted.map((word, at) => places(word, at === wanted.length - 1)));
      // The rarest words must be there; words that are everywhere need not.
      const rarest = Math.min(1, ...all.map((found) => found.common));
      const needed = all.filter((found) => found.common <= rarest);
      const ranges = [];
      let from = 0;
      for (const [its, name, count] of manifest.groups) {
        if ((!kind || kind === its) && (!category || category === name)) ranges.push([from, from + count]);
        from += count;
      }
      const collect = (isFit) => {
        const found = [];
        for (const document of new Set(all.flatMap((places) => [...places.keys()]))) {
          if (!ranges.some(([from, to]) => from <= document && document < to) || !isFit(document)) continue;
          const own = all.map((places) => places.get(document)).filter(Boolean).sort((one, other) => other[0] - one[0]);
          // Where the rarest word stands that no title holds.
          const section = own.find((place) => place[1])?.[1] || 0;
          found.push({ document, section, weight: own.reduce((sum, place) => sum + place[0], 0) });
        }
        return found.sort((one, other) => other.weight - one.weight || one.document - other.document);
      };
      const whole = collect((document) => needed.every((places) => places.has(document)));
      const isWhole = whole.length > 0 || wanted.length < 2;
      return { wanted, isWhole, found: isWhole ? whole : collect(() => true) };
    }

    // What to show of a document.
    async function record(document) {
      const [texts, textsInFile, othersInFile] = manifest.layout;
      const isText = document < texts, size = isText ? textsInFile : othersInFile;
      const at = isText ? document : document - texts;
      const name = Math.floor(at / size) + (isText ? 0 : Math.ceil(texts / textsInFile));
      const [title, address, excerpt, sections = []] = (await file("records-" + name))[at % size];
      let from = document;
      const [kind, category] = manifest.groups.find((group) => (from -= group[2]) < 0);
      return { title, address, excerpt, sections, kind, category };
    }
    return { load, find, record };
  }

  if (typeof document === "undefined") return { words, open };
  const form = document.querySelector("form.search");
  // Pages on a disk may not fetch: there the form leads to the list.
  if (!form || location.protocol === "file:") return;

  const input = form.elements.q, isPage = form.hidden, base = new URL(form.action);
  const index = open(base);
  const KINDS = { story: "Story", page: "Page", number: "Number", source: "Source", term: "Term" };
  const AT_ONCE = isPage ? 20 : 6;
  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };
  const status = make("p", { className: "search-status" });
  status.setAttribute("role", "status");
  const list = make("ol", {});
  const more = isPage ? make("button", { hidden: true, type: "button" }) : make("a", { hidden: true, href: base.pathname });
  const panel = make("div", { className: "results", hidden: true }, status, list, more);
  if (isPage) document.getElementById("results").append(panel);
  else form.append(panel);
  form.hidden = false;

  // The site's root is above the search page; a site that names index.html in links goes on doing so.
  function addressOf({ address, sections }, section) {
    const url = new URL("../" + address, base);
    if (base.pathname.endsWith("index.html") && url.pathname.endsWith("/")) url.pathname += "index.html";
    if (section) url.hash = sections[2 * section - 2];
    return url;
  }

  // A text with the words that were looked for marked.
  function marked(text, wanted) {
    const stems = wanted.map(stemOf);
    const isFound = (part) => words(part).some((word) => stems.some((stem) => word.startsWith(stem)));
    const parts = text.split(/([\p{Alphabetic}\p{N}\p{M}]+)/u);
    return parts.map((part, at) => (at % 2 && isFound(part) ? make("mark", {}, part) : part));
  }

  function entry(record, section, wanted) {
    const name = section && record.sections[2 * section - 1];
    const link = make("a", { href: addressOf(record, name && section) }, ...marked(record.title, wanted));
    if (name) link.append(" › ", ...marked(name, wanted));
    const label = [KINDS[record.kind], record.category].filter(Boolean).join(" · ");
    const item = make("li", {}, make("span", { className: "in" }, label), " ", link);
    if (record.excerpt) item.append(" ", make("p", {}, ...marked(record.excerpt, wanted)));
    return item;
  }

  const value = (name) => form.elements[name]?.value || "";
  let turn = 0, shown = 0;

  async function show(found) {
    const mine = turn;
    const next = found.found.slice(shown, shown + AT_ONCE);
    const records = await Promise.all(next.map(({ document }) => index.record(document)));
    if (mine !== turn) return;
    if (!shown) list.replaceChildren();
    const items = records.map((record, at) => entry(record, next[at].section, found.wanted));
    list.append(...items);
    shown += items.length;
    const total = found.found.length;
    more.hidden = shown >= total;
    more.textContent = isPage ? "More results" : `All ${total} results`;
    if (!isPage) more.href = base.pathname + "?" + new URLSearchParams({ q: input.value });
    const first = shown;
    if (isPage) more.onclick = () => show(found).then(() => list.children[first].querySelector("a").focus());
    let words = total === 1 ? "1 result" : `${total} results`;
    if (!total) words = "Nothing found";
    else if (!found.isWhole) words += ", none with all words";
    status.textContent = words;
  }

  async function run() {
    const mine = ++turn, query = input.value.trim();
    const everything = document.getElementById("everything");
    if (everything) everything.hidden = !!words(query).length;
    if (isPage) history.replaceState(null, "", "?" + new URLSearchParams([...new FormData(form)].filter((pair) => pair[1])));
    if (!words(query).length) return close();
    try {
      const found = await index.find(query, value("kind"), value("category"));
      if (mine !== turn) return;
      shown = 0;
      panel.hidden = false;
      await show(found);
    } catch {
      if (mine !== turn) return;
      panel.hidden = false;
      list.replaceChildren();
      status.textContent = "The search could not be loaded.";
      if (everything) everything.hidden = false;
    }
  }

  function close() {
    turn++;
    panel.hidden = true;
    status.textContent = "";
    list.replaceChildren();
  }

  input.addEventListener("focus", () => {
    index.load().catch(() => {});
    if (panel.hidden && input.value) run();
  });
  form.addEventListener("input", run);
  form.addEventListener("keydown", (event) => {
    const links = [...panel.querySelectorAll("a:not([hidden])")], at = links.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" && !panel.hidden && !isPage) {
      event.preventDefault();
      input.focus();
      close();
    } else if (step && !panel.hidden && (at >= 0 || event.target === input)) {
      event.preventDefault();
      (links[at + step] || (at + step < 0 ? input : links[at])).focus();
    }
  });
  if (!isPage) form.addEventListener("focusout", (event) => form.contains(event.relatedTarget) || setTimeout(() => form.contains(document.activeElement) || close()));

  if (isPage) {
    const asked = new URLSearchParams(location.search);
    for (const name of ["q", "kind", "category"]) if (form.elements[name]) form.elements[name].value = asked.get(name) || "";
    run();
  }
  return { words, open };
})();
