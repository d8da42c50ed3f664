// Search, in headless Chromium: under a strict policy, below a sub-path, with portable links, by keyboard alone and
// without script. And the words of static/search.js, held to the table that the Rust side is held to.
//
//   node search.mjs <nutgraf binary>
//
// CHROMIUM names the browser where it is not among the usual ones.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import vm from 'node:vm';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';

const POLICY =
  "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'";
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.svg': 'image/svg+xml' };
const repository = fileURLToPath(new URL('../../', import.meta.url));

const binary = process.argv[2];
const browsers = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executablePath = browsers.find((path) => path && existsSync(path));
if (!binary || !executablePath) {
  console.error(binary ? 'no Chromium was found: name one in CHROMIUM' : 'usage: node search.mjs <nutgraf binary>');
  process.exit(2);
}

const HOSTILE = '<img src=x onerror="window.broken=1"></script> & zorilla';
const SITE = {
  'site.toml': 'title = "Searched"\nbase_url = "https://example.org/deep/below/"\n',
  'content/glossary.toml': '[bridge]\nterm = "Bridge bond"\ndefinition = "A loan until the real loan."\n',
  'content/about.md': '---\ntitle: About us\n---\nWho we are.\n',
  'content/stories/one.md':
    '---\nheadline: The price of the merger\ndek: Who pays for the deals\ndate: 2026-04-27\ncategory: Money\nsources:\n' +
    '  - id: filing\n    name: Registrar\n    title: Annual filing\n    url: https://example.com/f\n' +
    'stats:\n  - value: "$13B"\n    label: Debt taken on\n    source: filing\n---\nIt begins with a platypus [@filing].\n\n' +
    '## Where it comes from\n\nA walrus lent 27% of it.\n\n## Wer zählt\n\nÜberall Größe. 東京都の会社.\n',
  'content/stories/two.md': `---\nheadline: '${HOSTILE}'\ndek: '${HOSTILE}'\ndate: 2026-04-28\ncategory: 'A & <b>'\n---\nThe merger again, and a deal.\n`,
  'content/stories/three.md': '---\nheadline: A secret quokka\ndate: 2026-04-28\ndraft: true\n---\nMerger.\n',
};

let browser, folder, server, address;
const fetched = [];

/** Serves the built sites with the policy on every answer: `/deep/below/` is the site, `/portable/` its portable form. */
function serve() {
  const sites = { '/deep/below/': join(folder, 'out'), '/portable/': join(folder, 'portable') };
  server = createServer((request, response) => {
    const path = decodeURIComponent(request.url.split('?')[0]);
    const found = Object.entries(sites).find(([prefix]) => path.startsWith(prefix));
    const file = found && join(found[1], path.slice(found[0].length), path.endsWith('/') ? 'index.html' : '');
    const isThere = file && existsSync(file);
    const headers = { 'content-security-policy': POLICY, 'content-type': TYPES[extname(file || '')] || 'text/plain' };
    fetched.push(path);
    response.writeHead(isThere ? 200 : 404, headers).end(isThere ? readFileSync(file) : '');
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
}

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nutgraf-search-'));
  for (const [path, text] of Object.entries(SITE)) {
    const place = join(folder, 'site', path);
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, text);
  }
  const build = (...more) => execFileSync(binary, ['build', '--root', join(folder, 'site'), ...more], { stdio: 'ignore' });
  build('-o', join(folder, 'out'));
  build('-o', join(folder, 'portable'), '--portable');
  await serve();
  address = `http://127.0.0.1:${server.address().port}`;
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
});
after(async () => {
  await browser?.close();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Opens a page and notes whatever goes wrong in it. */
async function open(path, options = {}) {
  fetched.length = 0;
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && page.faults.push(message.text()));
  await page.goto(path.includes(':') ? path : address + path);
  return page;
}

const box = (page) => page.getByRole('searchbox');
const status = (page) => page.locator('[role=status]');
const told = (page, text) => page.locator('[role=status]', { hasText: text }).waitFor({ timeout: 5000 });
const titles = (page) => page.locator('.results li > a').allTextContents();
const focused = (page) => page.evaluate(() => document.activeElement.textContent.trim() || document.activeElement.name);

async function close(page) {
  assert.deepEqual(page.faults, []);
  assert.equal(await page.evaluate(() => window.broken), undefined);
  await page.context().close();
}

test('the script cuts words as the index does', () => {
  const table = JSON.parse(readFileSync(join(repository, 'tests/cases/search-words.json'), 'utf8'));
  const script = readFileSync(join(repository, 'static/search.js'), 'utf8');
  const { words } = vm.runInNewContext(script + '; nutgrafSearch');
  for (const [text, wanted] of table) {
    const folded = wanted.map((word) => word.normalize('NFKD').replace(/\p{M}/gu, ''));
    assert.deepEqual([...words(text)], folded, text);
  }
});

test('the script weighs at most 5 KB compressed', () => {
  const script = readFileSync(join(repository, 'static/search.js'));
  assert.ok(gzipSync(script, { level: 9 }).length <= 5000);
});

test('nothing is fetched before the box is used, and little then', async () => {
  const page = await open('/deep/below/about/');
  await page.waitForTimeout(300);
  assert.deepEqual(fetched.filter((path) => path.endsWith('.json')), []);
  await box(page).focus();
  await page.waitForTimeout(300);
  assert.deepEqual(fetched.filter((path) => path.includes('/search/')), ['/deep/below/search/index.json']);
  await box(page).fill('platypus');
  await told(page, '1 result');
  assert.equal(fetched.filter((path) => path.includes('/search/')).length, 3);
  await close(page);
});

test('a word leads to the section that holds it, from any page below a sub-path', async () => {
  const page = await open('/deep/below/sources/filing/');
  await box(page).fill('walrus');
  await told(page, '1 result');
  assert.deepEqual(await titles(page), ['The price of the merger › Where it comes from']);
  assert.equal(await page.locator('.results .in').textContent(), 'Story · Money');
  await page.locator('.results a').first().click();
  await page.waitForURL(address + '/deep/below/one/#where-it-comes-from');
  await close(page);
});

const FINDS = [
  ['merger pri', 'The price of the merger'],
  ['deal', 'The price of the merger'],
  ['uberall grosse', 'The price of the merger › Wer zählt'],
  ['uberall größe', 'The price of the merger › Wer zählt'],
  ['ÜBERALL', 'The price of the merger › Wer zählt'],
  ['京都', 'The price of the merger › Wer zählt'],
  ['27%', 'The price of the merger › Where it comes from'],
  ['$13b', '$13B: Debt taken on'],
  ['13', '$13B: Debt taken on'],
  ['annual', 'Annual filing'],
  ['bridge bonds', 'Bridge bond'],
  ['about', 'About us'],
  ['the merger walruses', 'The price of the merger › Where it comes from'],
  ['quokka', ''],
  ['secret', ''],
];

test('words are found in every kind of page, and drafts in none', async () => {
  const page = await open('/deep/below/');
  for (const [query, wanted] of FINDS) {
    await box(page).fill('');
    await box(page).fill(query);
    await told(page, wanted ? /result/ : 'Nothing found');
    assert.equal((await titles(page))[0] || '', wanted, query);
  }
  await close(page);
});

test('where no page holds all words, some are shown and it is said', async () => {
  const page = await open('/deep/below/');
  await box(page).fill('platypus annual');
  await told(page, /none with all words/);
  assert.deepEqual((await titles(page)).sort(), ['Annual filing', 'The price of the merger']);
  await close(page);
});

test('hostile titles stay text', async () => {
  const page = await open('/deep/below/');
  await box(page).fill('zorilla');
  await told(page, '1 result');
  assert.deepEqual(await titles(page), [HOSTILE]);
  assert.equal(await page.locator('.results img').count(), 0);
  assert.equal(await page.locator('.results a mark').textContent(), 'zorilla');
  await box(page).fill('<img src=x onerror=alert(1)>');
  await page.waitForTimeout(300);
  await close(page);
});

test('all of it works by keyboard', async () => {
  const page = await open('/deep/below/about/');
  await box(page).focus();
  await page.keyboard.type('merger');
  await told(page, '2 results');
  await page.keyboard.press('ArrowDown');
  assert.match(await focused(page), /price of the merger/);
  await page.keyboard.press('ArrowDown');
  assert.match(await focused(page), /zorilla/);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  assert.equal(await focused(page), 'q');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Escape');
  assert.equal(await focused(page), 'q');
  assert.equal(await page.locator('.results').isVisible(), false);
  await page.keyboard.type('s');
  await told(page, /2 results/);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/deep\/below\/search\/\?q=mergers/);
  await told(page, '2 results');
  await close(page);
});

test('the panel closes when the focus leaves it', async () => {
  const page = await open('/deep/below/about/');
  await box(page).fill('merger');
  await told(page, '2 results');
  await page.locator('footer a').first().focus();
  await page.locator('.results').waitFor({ state: 'hidden' });
  await close(page);
});

test('the search page filters by kind and category, and its address holds the search', async () => {
  const page = await open('/deep/below/search/?q=merger&category=Money');
  await told(page, '1 result');
  assert.equal(await page.locator('#everything').isVisible(), false);
  await page.getByLabel('Category').selectOption('A & <b>');
  await told(page, '1 result');
  await page.waitForFunction(() => document.querySelector('.results a').textContent.includes('zorilla'));
  assert.match(page.url(), /category=A\+%26\+%3Cb%3E/);
  await page.getByLabel('Category').selectOption('');
  await told(page, '2 results');
  await page.getByLabel('Show').selectOption('source');
  await told(page, 'Nothing found');
  await box(page).fill('registrar');
  await told(page, '1 result');
  await box(page).fill('');
  assert.equal(await page.locator('#everything').isVisible(), true);
  await close(page);
});

test('without script the box leads to a list of all there is', async () => {
  const page = await open('/deep/below/about/', { javaScriptEnabled: false });
  await box(page).fill('merger');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.waitForURL(/\/deep\/below\/search\/\?q=merger/);
  assert.equal(await page.locator('main form').isVisible(), false);
  const names = await page.locator('#everything a').allTextContents();
  for (const name of ['The price of the merger', 'About us', '$13B: Debt taken on', 'Annual filing (Registrar)', 'Bridge bond']) {
    assert.ok(names.includes(name), `${name} is not among ${names}`);
  }
  await page.getByRole('link', { name: 'Bridge bond' }).click();
  await page.waitForURL(/\/deep\/below\/glossary\/#bridge/);
  await page.context().close();
});

test('portable links keep naming their files, and open from disk', async () => {
  const page = await open('/portable/about/index.html');
  await box(page).fill('walrus');
  await told(page, '1 result');
  await page.locator('.results a').first().click();
  await page.waitForURL(/\/portable\/one\/index\.html#where-it-comes-from$/);
  await close(page);
  const disk = await open(pathToFileURL(join(folder, 'portable/about/index.html')).href);
  await box(disk).fill('merger');
  await disk.keyboard.press('Enter');
  await disk.waitForURL(/search\/index\.html\?q=merger$/);
  assert.equal(await disk.locator('main form').isVisible(), false);
  await disk.getByRole('link', { name: 'Annual filing' }).click();
  await disk.waitForURL(/sources\/filing\/index\.html$/);
  await close(disk);
});

test('a file of the index that cannot be had is told, and the list is there', async () => {
  const page = await open('/deep/below/');
  await page.route('**/search/words-*', (route) => route.abort());
  await page.goto(address + '/deep/below/search/?q=merger');
  await told(page, 'could not be loaded');
  assert.equal(await page.locator('#everything').isVisible(), true);
  await page.context().close();
});
