// Every link and fragment of a site resolves: over HTTP where it was built for, and at any other path.

import { load } from 'cheerio';
import { isAbsolute, linksOf, linksOfStyle, namedAddresses } from '../tools/links.mjs';
import { textOf } from '../tools/output.mjs';
import { parseXml } from '../tools/xml.mjs';

/** Links are relative, so that the folder works under any path; 404.html is the one exception. */
export function relativeLinks(output, record) {
  for (const page of output.pages) {
    if (page.path === '404.html') continue;
    const own = linksOf(page).filter(({ address, rel }) => address.startsWith(output.base) && rel !== 'canonical');
    const rooted = linksOf(page).filter(({ address }) => address.startsWith('/'));
    record('relative-links', page.path, [...rooted, ...own].map(({ element, address }) => `<${element}> ${address}`));
  }
}

/** Follows every link of every page from where a host serves it. */
export async function servedLinks(output, record, address = output.base) {
  const visit = newVisitor();
  const reached = new Set();
  for (const page of output.pages.filter((page) => page.path !== '404.html')) {
    const url = address + page.url.slice(output.base.length);
    const problems = [];
    for (const link of linksOf(page)) {
      const problem = await follow(visit, output, link, url, address);
      if (problem) problems.push(`<${link.element}> ${link.address}: ${problem}`);
      const target = new URL(link.address, url).href.replace(/[?#].*$/, '');
      if (target !== url) reached.add(target);
    }
    record('served-links', url, problems);
  }
  const unreached = output.pages
    .filter(({ kind, path }) => kind !== 'redirect' && path !== '404.html')
    .map((page) => address + page.url.slice(output.base.length))
    .filter((url) => url !== address && !reached.has(url));
  record('reachable-pages', address, unreached.map((url) => `no page links to ${url}`));
}

async function follow(visit, output, link, url, address) {
  const target = new URL(link.address, url);
  if (link.rel === 'canonical' || !isAbsolute(link.address)) {
    // A canonical address holds where the site was built for, which may be elsewhere.
    if (link.rel === 'canonical' && !address.startsWith(output.base)) return null;
    if (!target.href.startsWith(address)) return `leads out of ${address}`;
    return visit(target);
  }
  return null;
}

/** A fetcher that remembers: null where an address answers and holds its fragment, else what is wrong. */
function newVisitor() {
  const known = new Map();
  return async (target) => {
    const plain = target.href.replace(/#.*$/, '');
    if (!known.has(plain)) known.set(plain, await visited(plain));
    const { status, ids } = known.get(plain);
    if (status !== 200) return `status ${status}`;
    const fragment = decodeURIComponent(target.hash.slice(1));
    return fragment && ids && !ids.has(fragment) ? `nothing there has the id ${fragment}` : null;
  };
}

async function visited(address) {
  const response = await fetch(address, { redirect: 'manual' });
  const isPage = response.headers.get('content-type')?.startsWith('text/html');
  const text = await response.text();
  return { status: response.status, ids: response.status === 200 && isPage ? idsOf(load(text)) : null };
}

/** The places of a page that a fragment can name; "top" is its start, whatever its ids (HTML standard). */
export function idsOf($) {
  return new Set(['top', ...$('[id]').toArray().map((element) => $(element).attr('id'))]);
}

/** The page for what is missing works at any depth. */
export async function missingPage(output, record) {
  const visit = newVisitor();
  for (const path of ['nothing', 'nothing/', 'no/such/folder/page.html', 'sources/none/at/all/']) {
    const url = output.base + path;
    const response = await fetch(url, { redirect: 'manual' });
    const html = await response.text();
    const problems = response.status === 404 ? [] : [`status ${response.status}`];
    if (html !== textOf(output, '404.html')) problems.push('another page than 404.html is served');
    for (const link of linksOf({ $: load(html) })) {
      const target = new URL(link.address, url);
      if (link.address.startsWith('#') || !target.href.startsWith(new URL(url).origin)) continue;
      const problem = await visit(target);
      if (problem) problems.push(`<${link.element}> ${link.address}: ${problem}`);
    }
    record('missing-page', url, problems);
  }
}

/** Every full address of the site's own, wherever it stands, is answered. */
export async function ownAddresses(output, record) {
  const visit = newVisitor();
  for (const [where, addresses] of absoluteAddresses(output)) {
    const problems = [];
    for (const address of new Set(addresses)) {
      if (!address.startsWith(output.base)) continue;
      const problem = await visit(new URL(address));
      if (problem) problems.push(`${address}: ${problem}`);
    }
    record('own-addresses', where, problems);
  }
}

function absoluteAddresses(output) {
  const found = output.pages.map((page) => {
    const graphs = page.$('script[type="application/ld+json"]').toArray().map((one) => page.$(one).text());
    return [page.path, [...namedAddresses(page), ...graphs.flatMap((graph) => strings(parsed(JSON.parse, graph)))]];
  });
  for (const name of ['atom.xml', 'rss.xml', 'corrections.xml', 'sitemap.xml']) {
    const text = textOf(output, name);
    if (text !== undefined) found.push([name, addressesOfFeed(parsed(parseXml, text) ?? NO_NODE)]);
  }
  const feed = textOf(output, 'feed.json');
  if (feed !== undefined) found.push(['feed.json', strings(parsed(JSON.parse, feed)).flatMap(addressesOfText)]);
  for (const name of ['robots.txt', 'llms.txt']) {
    const text = textOf(output, name);
    if (text !== undefined) found.push([name, text.match(/https?:\/\/[^\s)]+/g) ?? []]);
  }
  return found.map(([where, addresses]) => [where, addresses.filter((one) => !one.endsWith('#article'))]);
}

const NO_NODE = { text: '', children: [] };

/** What cannot be parsed is told by the check of its format. */
function parsed(parse, text) {
  try {
    return parse(text);
  } catch {
    return null;
  }
}

function strings(value) {
  if (typeof value === 'string') return [value];
  return value && typeof value === 'object' ? Object.values(value).flatMap(strings) : [];
}

/** All but ids, which name an entry and lead nowhere. */
function addressesOfFeed(node) {
  if (node.name === 'id' || node.name === 'guid') return [];
  const own = [...Object.values(node.attributes ?? {}), node.text].flatMap(addressesOfText);
  return [...own, ...node.children.flatMap(addressesOfFeed)];
}

/** The address that a text is, or those in the HTML that it is. */
function addressesOfText(text) {
  if (/^https?:\/\/\S+$/.test(text.trim())) return [text.trim()];
  if (!text.includes('<')) return [];
  return linksOf({ $: load(text) }).map((link) => link.address);
}

/** Stylesheets name only files of the site. */
export function styleLinks(output, record) {
  for (const [name, bytes] of output.files) {
    if (!name.endsWith('.css')) continue;
    const missing = linksOfStyle(bytes.toString('utf8')).filter((address) => {
      if (address.startsWith('data:') || address.startsWith('#')) return false;
      const path = new URL(address, `http://site/${name}`);
      return path.origin !== 'http://site' || !output.files.has(decodeURI(path.pathname.slice(1)));
    });
    record('style-links', name, missing.map((address) => `url(${address})`));
  }
}
