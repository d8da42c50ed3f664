// What is found in a story, on its page in the preview: the panel, the marks, and that the page itself is left alone.
//
//   node findings.mjs <nutgraf binary>
//
// CHROMIUM names the browser where it is not among the usual ones.

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { binary, launch } from './browser.mjs';
import { startSite } from './site.mjs';

const STORY = 'content/stories/figures.md';
const TITLE = '3 findings · 1 of 3 figures sourced';
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'";

let browser;
let site;
let context;
before(async () => {
  browser = await launch();
  site = await startSite(binary);
});
beforeEach(async () => {
  await context?.close();
  await site.reset();
  context = await browser.newContext();
});
after(async () => {
  await browser?.close();
  await site?.stop();
  site?.removeFolder();
});

async function open(path = '/figures/', on = context) {
  const page = await on.newPage();
  page.faults = [];
  page.asked = [];
  page.on('pageerror', (error) => page.faults.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && page.faults.push(message.text()));
  page.on('request', (request) => page.asked.push(new URL(request.url()).pathname));
  await page.goto(site.address + path);
  await page.evaluate(() => (window.mark = 'kept'));
  return page;
}

const toggle = (page) => page.locator('nutgraf-findings .toggle');
const list = (page) => page.locator('nutgraf-findings .list');
const entries = (page) => page.locator('nutgraf-findings li');
const titled = (page, title) => page.locator('nutgraf-findings .toggle', { hasText: title }).waitFor({ timeout: 8000 });
const settled = () => new Promise((resolve) => setTimeout(resolve, 500));
const marked = (page, name) => page.evaluate((name) => [...(CSS.highlights.get(name) ?? [])].map((range) => range.toString()), name);
const isFocused = (page) => page.evaluate(() => document.querySelector('nutgraf-findings').shadowRoot.activeElement?.className);

test('the panel says how many findings there are, and the words at fault are marked', async () => {
  const page = await open();
  await titled(page, TITLE);
  assert.equal(await list(page).isVisible(), false);
  assert.deepEqual(await marked(page, 'nutgraf-findings'), ['12 percent', '3 million euros', 'TKTK']);
  assert.equal(await page.getByRole('region', { name: 'What is found in this story' }).count(), 1);
  assert.deepEqual(page.faults, []);
});

test('the panel is worked by key', async () => {
  const page = await open();
  await titled(page, TITLE);
  await toggle(page).focus();
  assert.equal(await toggle(page).getAttribute('aria-expanded'), 'false');
  await page.keyboard.press('Enter');
  assert.equal(await toggle(page).getAttribute('aria-expanded'), 'true');
  assert.equal(await entries(page).count(), 3);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  assert.notEqual(await isFocused(page), 'toggle');
  await page.keyboard.press('Escape');
  assert.equal(await list(page).isVisible(), false);
  assert.equal(await isFocused(page), 'toggle');
});

test('an entry leads to its sentence, and to its place in the editor', async () => {
  const page = await open();
  await titled(page, TITLE);
  await toggle(page).click();
  const entry = entries(page).filter({ hasText: 'TKTK' });
  assert.match(await entry.innerText(), /warning\s+placeholder/);
  assert.match(await entry.locator('a').getAttribute('href'), /^vscode:\/\/file\/.*content\/stories\/figures\.md:\d+:\d+$/);
  await entry.getByRole('button').click();
  await settled();
  const [sentence] = await marked(page, 'nutgraf-current');
  assert.match(sentence, /^Of 12 cars\d* and code, TKTK then\.$/);
  const [words, panel] = await page.evaluate(() => {
    const [range] = CSS.highlights.get('nutgraf-current');
    const list = document.querySelector('nutgraf-findings').shadowRoot.querySelector('.list');
    return [range.getBoundingClientRect(), list.getBoundingClientRect()].map(({ top, bottom }) => ({ top, bottom }));
  });
  assert.ok(words.top > 0 && words.bottom < panel.top, `${JSON.stringify(words)} above ${JSON.stringify(panel)}`);
});

test('equal sentences are marked each where it stands', async () => {
  const text = site.read(STORY);
  await site.write(STORY, text.slice(0, text.indexOf('It made')) + '## TKTK\n\nTKTK. It cost 5 million.\n\n| A | B |\n|---|---|\n| C | 7 million |\n\nThen it cost 5\u00A0million.\n\nIt cost *5* million. TKTK.\n');
  const page = await open();
  await titled(page, '7 findings');
  const places = await page.evaluate(() => [...CSS.highlights.get('nutgraf-findings')].map((range) => {
    const box = range.getBoundingClientRect();
    return [range.toString(), box.top, box.left];
  }));
  assert.deepEqual(places.map(([words]) => words), ['TKTK', 'TKTK', '5 million', '7 million', '5\u00A0million', '5 million', 'TKTK']);
  assert.ok(places.every(([, top, left], at) => at === 0 || top > places[at - 1][1] || left > places[at - 1][2]), JSON.stringify(places));
});

test('a finding goes when it is mended and saved, and the panel stays open', async () => {
  const page = await open();
  await titled(page, TITLE);
  await toggle(page).click();
  await site.write(STORY, site.read(STORY).replace('“12 percent” of', '“12 percent” [@ap] of'));
  await titled(page, '2 findings · 2 of 3 figures sourced');
  assert.equal(await list(page).isVisible(), true);
  assert.deepEqual(await marked(page, 'nutgraf-findings'), ['3 million euros', 'TKTK']);
  await site.write(STORY, site.read(STORY).replace('**3 million** euros', 'something [@ap]').replace(', TKTK then', ''));
  await titled(page, 'No findings · 2 of 2 figures sourced');
  assert.equal(await entries(page).count(), 0);
  const other = await open();
  await titled(other, 'No findings');
  assert.equal(await list(other).isVisible(), false, 'each tab remembers for itself');
  assert.deepEqual([...page.faults, ...other.faults], []);
});

test('a waiver that readers do not see is noticed without loading the page again', async () => {
  const page = await open();
  await titled(page, TITLE);
  await site.write(STORY, site.read(STORY).replace('It cost', '<!-- nutgraf-ignore placeholder: a name -->\nIt cost'));
  await titled(page, '2 findings');
  assert.ok(await page.evaluate(() => window.mark === 'kept'));
  await toggle(page).click();
  assert.match(await list(page).innerText(), /1 is waived/);
});

test('the page is as it is without the panel', async () => {
  const html = (page) => page.evaluate(() => {
    const copy = document.documentElement.cloneNode(true);
    copy.querySelector('nutgraf-findings')?.remove();
    return copy.outerHTML;
  });
  const page = await open();
  await titled(page, TITLE);
  await toggle(page).click();
  await entries(page).first().getByRole('button').click();
  const without = await browser.newContext();
  await without.route('**/_nutgraf/panel.js', (route) => route.abort());
  const plain = await open('/figures/', without);
  await settled();
  assert.equal(await toggle(plain).count(), 0);
  assert.equal(await html(page), await html(plain));
  await without.close();
});

test('a save is shown first: findings are asked for when the page stands, once for each save', async () => {
  const page = await open();
  await titled(page, TITLE);
  page.asked.length = 0;
  for (const number of [1, 2, 3]) {
    await site.append(STORY, `\nSentence ${'abc'[number - 1]} is new.\n`);
    await page.getByText(`Sentence ${'abc'[number - 1]} is new.`).waitFor();
    await titled(page, TITLE);
    await settled();
  }
  const order = page.asked.filter((path) => path === '/figures/' || path === '/_nutgraf/findings');
  assert.deepEqual(order, Array(3).fill(['/figures/', '/_nutgraf/findings']).flat());
});

test('another story that is saved asks for nothing', async () => {
  const page = await open();
  await titled(page, TITLE);
  page.asked.length = 0;
  await site.append('content/stories/two.md', '\nMore of 15 percent.\n');
  await settled();
  assert.deepEqual(page.asked, []);
});

test('a fault that forbids to show the save leaves the panel as it was', async () => {
  const page = await open();
  await titled(page, TITLE);
  const text = site.read(STORY);
  await site.write(STORY, text.replace('date: 2026-04-27', 'date: nonsense'));
  await page.locator('nutgraf-problems [role=alert]').waitFor();
  assert.equal(await toggle(page).innerText(), TITLE);
  await site.write(STORY, text.replace(', TKTK then', ''));
  await titled(page, '2 findings');
});

test('a strict policy of the site breaks nothing', async () => {
  await context.route('**/figures/', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': POLICY } });
  });
  const page = await open();
  await titled(page, TITLE);
  assert.equal(await toggle(page).evaluate((element) => getComputedStyle(element.parentElement).position), 'fixed');
  assert.deepEqual(page.faults, []);
});

test('the panel fits narrow screens, and is neither printed nor shown in frames', async () => {
  const page = await open();
  await page.setViewportSize({ width: 320, height: 640 });
  await titled(page, TITLE);
  await toggle(page).click();
  const box = await list(page).boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= 320 && box.y > 128, JSON.stringify(box));
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 320));
  await page.emulateMedia({ media: 'print' });
  assert.equal(await toggle(page).isVisible(), false);
  await page.emulateMedia({ media: 'screen' });
  page.asked.length = 0;
  await page.evaluate(() => {
    const frame = document.createElement('iframe');
    frame.src = '/figures/';
    document.body.append(frame);
  });
  await settled();
  const frame = page.frames()[1];
  assert.equal(await frame.evaluate(() => document.querySelectorAll('nutgraf-findings').length), 0);
  assert.ok(!page.asked.includes('/_nutgraf/findings'));
});

test('pages without a story have no panel, nor has any with --no-findings', async () => {
  const page = await open('/sources/');
  await settled();
  assert.equal(await toggle(page).count(), 0);
  await site.stop();
  await site.start('--no-findings');
  const other = await open();
  await settled();
  assert.equal(await toggle(other).count(), 0);
  assert.ok(!other.asked.some((path) => path === '/_nutgraf/panel.js' || path === '/_nutgraf/findings'));
  await site.stop();
  await site.start();
  await titled(other, TITLE);
});
