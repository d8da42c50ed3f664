// Ways to break a finished site of the demo, each with the check that must notice.

import { citations } from '../checks/citations.mjs';
import { exports } from '../checks/exports.mjs';
import { feeds } from '../checks/feeds.mjs';
import { missingPage, ownAddresses, relativeLinks, servedLinks, styleLinks } from '../checks/links.mjs';
import { portableLinks } from '../checks/portable.mjs';
import { safety } from '../checks/safety.mjs';
import { structuredData } from '../checks/structured.mjs';
import { validity } from '../checks/validity.mjs';

const STORY = 'what-changed/index.html';

/** In place of a file's name: all pages. */
export const EVERY_PAGE = '*';

/** A text of which one part is another. */
const swap = (from, to) => (text) => text.replace(from, () => to);
/** A story with something more at the end of its main part. */
const add = (html) => swap('</main>', `${html}</main>`);
/** JSON with something changed in it. */
const json = (change) => (text) => {
  const value = JSON.parse(text);
  change(value);
  return JSON.stringify(value);
};
/** A page with something changed in its JSON-LD. */
const graph = (change) => (text) =>
  text.replace(/(<script type="application\/ld\+json">)(.*?)(<\/script>)/s, (_, open, data, close) => open + json(change)(data) + close);

const inFile = (name, change) => ({ [name]: change });
const inStory = (change) => inFile(STORY, change);

/** Faults of one check, by the words that say what is broken. */
function group(wanted, run, ways) {
  return Object.entries(ways).map(([name, files]) => ({ name: `${wanted}: ${name}`, wanted, run, files }));
}

export const faults = [
  ...group('html-validate', validity, {
    'an image without alt': inStory(add('<img src="../favicon.svg">')),
    'a list item outside a list': inStory(add('<li>lost</li>')),
  }),
  ...group('vnu', validity, {
    'a block inside a span': inStory(add('<span><div>x</div></span>')),
    'an unclosed element': inStory(add('<section><h2>x</h2>')),
    'a wrong stylesheet': inFile('style.css', (text) => `${text}\n.a { colour: red }`),
  }),
  ...group('relative-links', relativeLinks, {
    'a link from the root': inStory(add('<a href="/sources/">x</a>')),
    'a full link to the own site': inStory((text) => text.replace(/<link rel="canonical" (href="[^"]*")>/, '$&<a $1>x</a>')),
  }),
  ...group('served-links', servedLinks, {
    'a link to nowhere': inStory(add('<a href="../nowhere/">x</a>')),
    'a link that costs a redirect': inStory(add('<a href="../sources">x</a>')),
    'a fragment that is not there': inStory(add('<a href="../sources/#nobody">x</a>')),
    'a fragment of the same page': inStory(add('<a href="#nobody">x</a>')),
    'an image that is not there': inStory(add('<img src="gone.png" alt="">')),
    'a link above the site': inStory(add('<a href="../../../">x</a>')),
  }),
  { name: 'served-links: a page is gone', wanted: 'served-links', run: servedLinks, remove: ['glossary/index.html'] },
  ...group('reachable-pages', servedLinks, {
    'a page that no page links to': inFile(EVERY_PAGE, (text) => text.replaceAll('glossary/', 'about/')),
  }),
  ...group('missing-page', missingPage, {
    'a relative link in 404.html': inFile('404.html', swap(/href="\/a\/b\/sources\/"/, 'href="sources/"')),
  }),
  { name: 'missing-page: no 404.html', wanted: 'missing-page', run: missingPage, remove: ['404.html'] },
  ...group('own-addresses', ownAddresses, {
    'og:url': inStory((text) => text.replace(/(property="og:url" content="[^"]*)what-changed/, '$1gone')),
    'a link in a feed': inFile('atom.xml', (text) => text.replace(/(<link rel="alternate" type="text\/html" href="[^"]*)what-changed/, '$1gone')),
    'a link in the text of a feed': inFile('rss.xml', (text) => text.replace(/(numbers\/)c-/, '$1gone-')),
    'the sitemap': inFile('sitemap.xml', swap('what-changed/', 'gone/')),
    'a claim in JSON-LD': inStory((text) => text.replace(/("@id":"[^"]*numbers\/)/, '$1gone-')),
    'llms.txt': inFile('llms.txt', swap('what-changed/', 'gone/')),
  }),
  ...group('style-links', styleLinks, { 'a font that is not there': inFile('style.css', (text) => `${text} .a{background:url(gone.woff2)}`) }),
  ...group('portable-links', portableLinks, {
    'a link to a folder': inStory(add('<a href="../sources/">x</a>')),
    'a link to nowhere': inStory(add('<a href="gone.html">x</a>')),
    'a fragment that is not there': inStory(add('<a href="../sources/index.html#nobody">x</a>')),
  }).map((fault) => ({ ...fault, portable: true })),
  ...group('structured-data', structuredData, {
    'broken JSON': inStory(swap('"@graph":[', '"@graph":[[')),
    'no JSON-LD': inStory((text) => text.replace(/<script type="application\/ld\+json">.*?<\/script>/s, '')),
    'another headline': inStory(graph((data) => (data['@graph'][0].headline += '!'))),
    'another heading': inStory(swap('<h1>', '<h1>Not ')),
    'another date': inStory(graph((data) => (data['@graph'][0].datePublished = '2001-01-01T00:00:00Z'))),
    'a citation less': inStory(graph((data) => data['@graph'][0].citation.pop())),
    'another author': inStory(graph((data) => (data['@graph'][0].author[0].name = 'Nobody'))),
    'another canonical address': inStory(swap('rel="canonical" href="', 'rel="canonical" href="x')),
    'a claim without its article': inStory(graph((data) => delete data['@graph'][1].appearance)),
    'a correction that the page does not show': inStory(graph((data) => (data['@graph'][0].correction = [{ '@type': 'CorrectionComment', text: 'x', datePublished: '2026' }]))),
  }),
  ...group('feeds', feeds, {
    'an entity that XML does not know': inFile('atom.xml', swap('<title>', '<title>&nbsp;')),
    'an unclosed element': inFile('rss.xml', swap('</item>', '')),
    'a control character': inFile('sitemap.xml', swap('<loc>', '<loc>\u0001')),
    'no updated': inFile('atom.xml', (text) => text.replace(/<updated>[^<]*<\/updated>/, '')),
    'a date that is none': inFile('atom.xml', (text) => text.replace(/<published>[^<]*/, '<published>yesterday')),
    'a wrong self link': inFile('atom.xml', swap('rel="self"', 'rel="me"')),
    'two entries with one id': inFile('atom.xml', (text) => text.replace(/<entry>.*?<\/entry>/s, '$&$&')),
    'a relative link in the text': inFile('atom.xml', (text) => text.replace(/(<content type="html">)/, '$1&lt;a href=&quot;../x/&quot;&gt;x&lt;/a&gt;')),
    'a button in the text': inFile('feed.json', json((feed) => (feed.items[0].content_html += '<button>x</button>'))),
    'no channel link': inFile('rss.xml', (text) => text.replace(/<link>[^<]*<\/link>/, '')),
    'a wrong weekday': inFile('rss.xml', (text) => text.replace(/<pubDate>(\w+),/, (_, day) => `<pubDate>${day === 'Mon' ? 'Tue' : 'Mon'},`)),
    'a relative place in the sitemap': inFile('sitemap.xml', (text) => text.replace(/<loc>[^<]*/, '<loc>/x/')),
    'a page that the sitemap lacks': inFile('sitemap.xml', (text) => text.replace(/<url>.*?<\/url>/s, '')),
    'another version of JSON Feed': inFile('feed.json', json((feed) => (feed.version = '1'))),
    'an item without id': inFile('feed.json', json((feed) => delete feed.items[0].id)),
  }),
  { name: 'feeds: no rss.xml', wanted: 'feeds', run: feeds, remove: ['rss.xml'] },
  ...group('feeds-agree', feeds, { 'an item less': inFile('feed.json', json((feed) => feed.items.pop())) }),
  ...group('exports', exports, {
    'a CSL item without title': inFile('sources.json', json((items) => delete items[0].title)),
    'a CSL type that is none': inFile('sources.json', json((items) => (items[0].type = 'blog'))),
    'a CSL date that is none': inFile('sources.json', json((items) => (items[0].issued = { 'date-parts': [['2026']] }))),
    'two BibTeX entries with one key': inFile('sources.bib', (text) => text + text),
    'an open brace in BibTeX': inFile('sources.bib', swap('title = {', 'title = {{')),
    'a bare mark of TeX': inFile('sources.bib', swap('title = {', 'title = {50 % of ')),
    'a RIS line without a tag': inFile('sources.ris', swap('TI  - ', 'TI - ')),
    'a RIS record without an end': inFile('sources.ris', swap('ER  - \r\n', '')),
    'a bare quotation mark in CSV': inFile('claims.csv', (text) => `${text}a"b,,,,,,,,,\r\n`),
    'a row with a cell too many': inFile('claims.csv', (text) => `${text}a,b,c,d,e,f,g,h,i,j,k\r\n`),
    'a claim without value': inFile('claims.json', json(({ claims }) => delete claims[0].value)),
  }),
  ...group('sources-agree', exports, { 'another title in RIS': inFile('sources.ris', swap('TI  - ', 'TI  - Not ')) }),
  ...group('sources-listed', exports, { 'a source more': inFile('sources.json', json((items) => items.push({ ...items[0], id: 'more' }))) }),
  ...group('claims-agree', exports, {
    'another value in CSV': inFile('claims.csv', (text) => text.replace(/\r\n([^,]*),/, '\r\n$1,0')),
    'a claim that no page shows': inFile('claims.json', json(({ claims }) => (claims[0].url = '/numbers/gone/'))),
  }),
  ...group('no-script', safety, {
    'an inline script': inStory(add('<script>1</script>')),
    'a handler': inStory(add('<p onclick="x()">x</p>')),
    'a javascript: link': inStory(add('<a href="javascript:x()">x</a>')),
  }),
  ...group('no-inline-style', safety, {
    'a style attribute': inStory(add('<p style="color:red">x</p>')),
    'a style element': inStory(swap('</head>', '<style>p{}</style></head>')),
  }),
  ...group('no-third-party', safety, {
    'an image of another host': inStory(add('<img src="https://example.org/x.png" alt="">')),
    'a script of another host': inStory(add('<script src="//example.org/x.js"></script>')),
    'a frame': inStory(add('<iframe src="x"></iframe>')),
    'a font of another host': inFile('style.css', (text) => `@import "https://example.org/x.css";${text}`),
  }),
  ...group('unique-ids', safety, { 'an id twice': inStory(add('<p id="main">x</p>')) }),
  ...group('popovers', citations, {
    'a popover that is not there': inStory((text) => text.replace(/(<div popover id="note-)/, '$1gone-')),
    'a popover that is none': inStory(swap('<div popover ', '<div ')),
  }),
  ...group('citations', citations, {
    'a number without its source': inStory((text) => text.replace(/(<li id="source-)/, '$1gone-')),
    'a use that is gone': inStory((text) => text.replace(/id="cite-(?!this-page)[^"]*"/, '')),
    'a use that nothing leads back to': inStory((text) => text.replace(/<span class="ab">.*?<\/span>/s, '')),
    'another number': inStory((text) => text.replace(/(<span class="cite"[^>]*><button[^>]*>)\d+/, '$199')),
    'a list out of order': inStory((text) => text.replace(/(<li id="source-[^"]*" value=")\d+/, '$199')),
  }),
];
