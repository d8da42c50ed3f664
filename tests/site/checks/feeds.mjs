// Feeds and the sitemap keep to their standards: RFC 4287, RSS 2.0, JSON Feed 1.1, sitemaps.org.

import { load } from 'cheerio';
import { isAbsolute, linksOf } from '../tools/links.mjs';
import { squeezed, textOf } from '../tools/output.mjs';
import { repeated } from '../tools/tally.mjs';
import { children, only, parseXml, xmllintProblems } from '../tools/xml.mjs';

const ATOM = 'http://www.w3.org/2005/Atom';
const SITEMAP = 'http://www.sitemaps.org/schemas/sitemap/0.9';
const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const RFC822 = /^((Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?\d{1,2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d(:\d\d)? (GMT|UT|[+-]\d{4})$/;

/** All of them, and whether the three feeds tell the same. */
export function feeds(output, record) {
  const atom = xml(output, record, 'atom.xml', (top, problems) => atomProblems(output, 'atom.xml', top, problems));
  const rss = xml(output, record, 'rss.xml', (top, problems) => rssProblems(output, top, problems));
  if (output.pages.some((page) => page.kind === 'corrections')) {
    xml(output, record, 'corrections.xml', (top, problems) => atomProblems(output, 'corrections.xml', top, problems));
  }
  xml(output, record, 'sitemap.xml', (top, problems) => sitemapProblems(output, top, problems));
  const json = jsonFeed(output, record);
  const lists = { atom, rss, json };
  const told = Object.values(lists).map((list) => JSON.stringify(list));
  record('feeds-agree', 'atom.xml, rss.xml, feed.json', new Set(told).size === 1 ? [] : [JSON.stringify(lists)]);
}

function xml(output, record, name, check) {
  const problems = [];
  let told = null;
  const text = textOf(output, name);
  try {
    if (text === undefined) throw new Error('is missing');
    const top = parseXml(text);
    problems.push(...xmllintProblems(output.files.get(name)));
    told = check(top, problems);
  } catch (error) {
    problems.push(error.message);
  }
  record('feeds', name, problems);
  return told;
}

function newReport(problems) {
  return (isRight, what) => {
    if (!isRight) problems.push(what);
  };
}

function atomProblems(output, name, feed, problems) {
  const must = newReport(problems);
  must(children(feed, 'entry').some((entry) => only(entry, 'content')), 'no entry has words');
  must(feed.name === 'feed' && feed.uri === ATOM, `the root is ${feed.name}`);
  for (const part of ['id', 'title', 'updated']) must(only(feed, part), `the feed wants one <${part}>`);
  must(RFC3339.test(only(feed, 'updated')), `<updated> is ${only(feed, 'updated')}`);
  must(link(feed, 'self') === output.base + name, `the self link is ${link(feed, 'self')}`);
  must(link(feed, 'alternate')?.startsWith(output.base), `the alternate link is ${link(feed, 'alternate')}`);
  must(children(feed, 'author').length > 0, 'no author');
  const entries = children(feed, 'entry');
  for (const entry of entries) atomEntry(entry, must);
  for (const id of repeated(entries.map((entry) => `${only(entry, 'id')} ${only(entry, 'updated')}`))) {
    must(false, `two entries with one id and date: ${id}`);
  }
  const latest = entries.map((entry) => only(entry, 'updated')).sort().at(-1);
  must(!latest || only(feed, 'updated') >= latest, `the feed is of ${only(feed, 'updated')}, an entry of ${latest}`);
  return entries.map((entry) => [squeezed(only(entry, 'title')), link(entry, 'alternate')]);
}

function link(node, rel) {
  const found = children(node, 'link').filter((one) => (one.attributes.rel ?? 'alternate') === rel);
  return found.length === 1 ? found[0].attributes.href : undefined;
}

function atomEntry(entry, must) {
  const title = only(entry, 'title');
  for (const part of ['id', 'title', 'updated']) must(only(entry, part), `an entry wants one <${part}>: ${title}`);
  for (const part of ['updated', 'published']) {
    const date = only(entry, part);
    must(date === null || RFC3339.test(date), `${title}: <${part}> is ${date}`);
  }
  must(URL.canParse(only(entry, 'id') ?? ''), `${title}: the id ${only(entry, 'id')} is no IRI`);
  must(isAbsolute(link(entry, 'alternate') ?? ''), `${title}: the link is ${link(entry, 'alternate')}`);
  const [content] = children(entry, 'content');
  must(content, `${title}: no content`);
  if (content) htmlProblems(title, content.text, must);
}

/** HTML in a feed is read elsewhere: whole addresses, nothing that runs, nothing that only our pages have. */
function htmlProblems(title, html, must) {
  const $ = load(html, null, false);
  for (const { address } of linksOf({ $ })) must(isAbsolute(address) || address.startsWith('#'), `${title}: relative link ${address}`);
  $('a[href^="#"]').each((_, one) => {
    const id = decodeURIComponent($(one).attr('href').slice(1));
    must($(`[id="${id}"]`).length === 1, `${title}: a link to #${id}, which the entry does not hold`);
  });
  must($('script,style,[style],button,[popover]').length === 0, `${title}: scripts, styles or popovers`);
}

function rssProblems(output, rss, problems) {
  const must = newReport(problems);
  must(rss.name === 'rss' && rss.attributes.version === '2.0', 'the root is not <rss version="2.0">');
  const [channel] = children(rss, 'channel');
  for (const part of ['title', 'link', 'description']) must(only(channel, part), `the channel wants one <${part}>`);
  must(only(channel, 'link')?.startsWith(output.base), `the channel's link is ${only(channel, 'link')}`);
  const [self] = children(channel, 'link', ATOM);
  must(self?.attributes.href === output.base + 'rss.xml', `atom:link is ${self?.attributes.href}`);
  const items = children(channel, 'item');
  for (const item of items) {
    const title = only(item, 'title');
    must(title || only(item, 'description'), 'an item without title and description');
    must(isAbsolute(only(item, 'link') ?? ''), `${title}: the link is ${only(item, 'link')}`);
    must(only(item, 'guid'), `${title}: no guid`);
    must(RFC822.test(only(item, 'pubDate')), `${title}: pubDate is ${only(item, 'pubDate')}`);
    must(weekdayIsRight(only(item, 'pubDate')), `${title}: no such day as ${only(item, 'pubDate')}`);
    htmlProblems(title, only(item, 'description') ?? '', must);
  }
  for (const guid of repeated(items.map((item) => only(item, 'guid')))) must(false, `two items with the guid ${guid}`);
  return items.map((item) => [squeezed(only(item, 'title')), only(item, 'link')]);
}

function weekdayIsRight(date) {
  return new Date(date).toUTCString().slice(0, 3) === date?.slice(0, 3);
}

function sitemapProblems(output, map, problems) {
  const must = newReport(problems);
  must(map.name === 'urlset' && map.uri === SITEMAP, `the root is ${map.name}`);
  const urls = children(map, 'url');
  const places = urls.map((url) => only(url, 'loc'));
  for (const place of repeated(places)) must(false, `${place} stands twice`);
  for (const url of urls) {
    const place = only(url, 'loc');
    must(place?.startsWith(output.base), `<loc> is ${place}`);
    const day = children(url, 'lastmod').length ? only(url, 'lastmod') : null;
    must(day === null || /^\d{4}-\d\d-\d\d(T.*)?$/.test(day), `${place}: <lastmod> is ${day}`);
    const page = output.pages.find((one) => one.url === place);
    must(page && page.$('meta[name="robots"][content*="noindex"]').length === 0, `${place} is no page to be indexed`);
  }
  const listed = new Set(places);
  for (const page of output.pages.filter(isListed)) {
    must(listed.has(page.url), `${page.path} is not listed`);
  }
}

/** Stories, pages and the home page; not the further pages of its list. */
function isListed({ kind, path }) {
  return kind === 'story' || kind === 'page' || path === 'index.html';
}

function jsonFeed(output, record) {
  const problems = [];
  const must = newReport(problems);
  let items = [];
  try {
    const feed = JSON.parse(textOf(output, 'feed.json') ?? '');
    must(feed.version === 'https://jsonfeed.org/version/1.1', `version is ${feed.version}`);
    must(typeof feed.title === 'string' && feed.title, 'no title');
    must(feed.home_page_url === output.base, `home_page_url is ${feed.home_page_url}`);
    must(feed.feed_url === output.base + 'feed.json', `feed_url is ${feed.feed_url}`);
    items = feed.items;
    for (const item of items) {
      must(typeof item.id === 'string' && item.id, `no id: ${item.title}`);
      must(isAbsolute(item.url ?? ''), `${item.title}: url is ${item.url}`);
      must(typeof (item.content_html ?? item.content_text) === 'string', `${item.title}: no content`);
      htmlProblems(item.title, item.content_html ?? '', must);
      for (const date of [item.date_published, item.date_modified]) must(!date || RFC3339.test(date), `${item.title}: ${date}`);
      for (const author of item.authors ?? []) must(author.name || author.url, `${item.title}: an author without a name`);
      must(item.author === undefined, `${item.title}: \`author\` is of version 1.0`);
    }
    for (const id of repeated(items.map((item) => item.id))) must(false, `two items with the id ${id}`);
  } catch (error) {
    problems.push(error.message);
  }
  record('feeds', 'feed.json', problems);
  return items.map((item) => [squeezed(item.title), item.url]);
}
