// A finished site behind a strict policy, and tabs to read it in.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve, sep } from 'node:path';
import { startHost } from '../../site/tools/server.mjs';

/** The path that sites are served under: nothing may lean on the root of the host. */
const BELOW = '/a/b/';

const POLICY = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; media-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'";

/** As many pages are open at once. */
const TABS = 3;

/** Generated pages of one kind are alike: so many of them, the longest, are enough. */
const MANY = 24;

/** What each page is handed by `visit`: `reading` in tools/inside.js. */
const INSIDE = readFileSync(new URL('inside.js', import.meta.url), 'utf8');

/** A host that allows a page only what comes from itself, in files. */
export function startPolicedHost() {
  return startHost({ 'content-security-policy': POLICY });
}

/** Builds a site into a folder of its own; `remove` takes that away. */
export function buildSite(binary, source, host) {
  const folder = mkdtempSync(join(tmpdir(), 'nutgraf-reading-'));
  const command = ['--root', resolve(source), '--quiet', 'build', '--today', '2026-11-21', '-o', folder, '-u', host.origin + BELOW];
  execFileSync(resolve(binary), command, { stdio: ['ignore', 'inherit', 'inherit'] });
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Puts a built site on the host. With `only`, those of its pages are all there is to read. */
export function openSite(browser, host, folder, say = () => {}, only = null) {
  host.mount(folder, BELOW);
  const base = host.origin + BELOW;
  const pages = pagesOf(folder, base).filter((page) => !only || only.includes(page.path));
  const stories = longestFirst(pages.filter((page) => page.kind === 'story'));
  // The longest of each kind shows most of what the kind can hold; the shortest story what is there without anything.
  const kinds = [...new Set(pages.map((page) => page.kind))].sort();
  const longest = kinds.map((kind) => longestFirst(pages.filter((page) => page.kind === kind))[0]);
  const samples = [...new Set([...longest, ...stories.slice(-1)])];
  const many = kinds.flatMap((kind) => longestFirst(pages.filter((page) => page.kind === kind)).slice(0, MANY));
  const visit = (some, how, look) => visitAll(browser, some, how, look);
  return { folder, base, pages, many, samples, story: stories[0], say, visit };
}

/** Pages have a class that names their kind; redirects have none. */
function pagesOf(folder, base) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.html'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
    .map((file) => {
      const html = readFileSync(join(folder, file), 'utf8');
      const path = file.replace(/(^|\/)index\.html$/, '$1') || './';
      return { file, path, html, kind: html.match(/<body class="kind-([\w-]+)/)?.[1], url: base + encodeURI(path) };
    })
    .filter((page) => page.kind);
}

function longestFirst(pages) {
  return [...pages].sort((one, other) => other.html.length - one.html.length);
}

/**
 * Opens each page and looks at it: `look(tab, page)` gives problems. `how` are options of a browser context;
 * its `prepare(tab)` is called before the first page. Gives pages with what was found, in their order.
 */
async function visitAll(browser, pages, { prepare, ...how }, look) {
  const results = pages.map((page) => ({ page, found: [] }));
  const waiting = [...results];
  const work = async () => {
    const context = await browser.newContext({ reducedMotion: 'reduce', viewport: WIDE, ...how });
    const tab = await context.newPage();
    await prepare?.(tab);
    for (let next = waiting.shift(); next; next = waiting.shift()) next.found = await lookAt(tab, next.page, look);
    await context.close();
  };
  await Promise.all(Array.from({ length: Math.min(TABS, pages.length) }, work));
  return results;
}

async function lookAt(tab, page, look) {
  try {
    await open(tab, page.url);
    return await look(tab, page);
  } catch (error) {
    return [`the check itself ended: ${error.message.split('\n')[0]}`];
  }
}

/** Goes to an address anew, also where only the fragment would change, and hands the page `reading`. */
export async function open(tab, url) {
  if (tab.url().split('#')[0] === url) await tab.goto('about:blank');
  await tab.goto(url);
  await tab.evaluate(INSIDE);
}

/** A desk, and a phone; the latter is also 1280 by 1024 px at 400 %. */
export const WIDE = { width: 1280, height: 900 };
export const NARROW = { width: 320, height: 640 };
export const ZOOMED = { width: 320, height: 256 };
