// The live preview in headless Chromium, over a site in a folder of its own.
//
//   node preview.mjs <nutgraf binary>
//
// CHROMIUM names the browser where it is not among the usual ones.

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { binary, launch } from './browser.mjs';
import { startSite } from './site.mjs';

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

/** Opens a page. Its stream stands a little later: what changes meanwhile is told when it does. */
async function open(path) {
  const page = await context.newPage();
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(String(error)));
  await page.goto(site.address + path);
  await page.evaluate(() => (window.mark = 'kept'));
  return page;
}

const isKept = (page) => page.evaluate(() => window.mark === 'kept');
const seen = (page, text) => page.getByText(text).first().waitFor({ timeout: 5000 });
const overlay = (page) => page.locator('nutgraf-problems [role=alert]');
const settled = () => new Promise((resolve) => setTimeout(resolve, 400));

test('a new sentence is seen without touching the page', async () => {
  const page = await open('/one/');
  await site.append('content/stories/one.md', '\nA sentence of today.\n');
  await seen(page, 'A sentence of today.');
  await site.append('content/stories/one.md', '\nAnd one more.\n');
  await seen(page, 'And one more.');
  assert.deepEqual(page.faults, []);
});

test('a fault is shown over the page with its place, and goes when it is mended', async () => {
  const page = await open('/one/');
  const text = site.read('content/stories/one.md');
  await site.write('content/stories/one.md', text.replace('date: 2026-04-27', 'date: <img src=x onerror=fail()>'));
  await overlay(page).waitFor();
  const shown = await overlay(page).innerText();
  assert.match(shown, /content\/stories\/one\.md:3:7/);
  assert.match(shown, /<img src=x onerror=fail\(\)>/);
  assert.equal(await overlay(page).locator('img').count(), 0);
  assert.ok(await isKept(page), 'the page itself stays');
  await page.keyboard.press('Escape');
  await overlay(page).waitFor({ state: 'detached' });
  await site.write('content/stories/one.md', text.replace('date: 2026-04-27', 'date: 2026-99-99'));
  await overlay(page).waitFor();
  await site.write('content/stories/one.md', text);
  await overlay(page).waitFor({ state: 'detached' });
  assert.ok(await isKept(page), 'the page is as it was before');
  assert.deepEqual(page.faults, []);
});

test('a stylesheet is swapped in place', async () => {
  const page = await open('/one/');
  await site.write('static/style.css', 'body { background: rgb(1, 2, 3) }');
  await page.waitForFunction(() => getComputedStyle(document.body).backgroundColor === 'rgb(1, 2, 3)');
  await site.write('static/style.css', 'body { background: rgb(4, 5, 6) }');
  await page.waitForFunction(() => getComputedStyle(document.body).backgroundColor === 'rgb(4, 5, 6)');
  assert.ok(await isKept(page));
  await page.waitForFunction(() => new Set([...document.querySelectorAll('link[rel=stylesheet]')].map((link) => new URL(link.href).pathname)).size === document.querySelectorAll('link[rel=stylesheet]').length);
});

test('a picture that the page shows reloads it, another does not', async () => {
  const page = await open('/three/');
  // A file that changes before the stream stands reloads the page whether it is used or not: nobody can tell.
  await settled();
  await site.write('static/unused.svg', '<svg xmlns="http://www.w3.org/2000/svg"><title>a</title></svg>');
  await settled();
  assert.ok(await isKept(page));
  const reloaded = page.waitForEvent('load');
  await site.write('content/stories/three/dot.svg', '<svg xmlns="http://www.w3.org/2000/svg"><title>b</title></svg>');
  await reloaded;
  assert.ok(!(await isKept(page)));
});

test('the place on the page is kept, though text came above it', async () => {
  const page = await open('/long/');
  await page.evaluate(() => document.getElementById('part-20').scrollIntoView({ behavior: 'instant' }));
  const top = () => page.evaluate(() => document.getElementById('part-20').getBoundingClientRect().top);
  const was = await top();
  const text = site.read('content/stories/long.md');
  const reloaded = page.waitForEvent('load');
  await site.write('content/stories/long.md', text.replace('## Part 2\n', 'New words.\n\n'.repeat(30) + '## Part 2\n'));
  await reloaded;
  await settled();
  assert.ok(Math.abs((await top()) - was) < 3, `from ${was} to ${await top()}`);
});

test('nine tabs are told, and one on another page stays', async () => {
  const tabs = [];
  for (let count = 0; count < 8; count += 1) tabs.push(await open('/one/'));
  const other = await open('/two/');
  await site.append('content/stories/one.md', '\nFor all of you.\n');
  await Promise.all(tabs.map((tab) => seen(tab, 'For all of you.')));
  assert.ok(await isKept(other));
  // Whoever held the stream goes; the others are told all the same.
  await tabs.shift().close();
  await site.append('content/stories/one.md', '\nAnd again.\n');
  await Promise.all(tabs.map((tab) => seen(tab, 'And again.')));
  await site.append('content/stories/two.md', '\nFor the other.\n');
  await seen(other, 'For the other.');
  assert.deepEqual([...tabs, other].flatMap((tab) => tab.faults), []);
});

test('a page outlives the server and catches up with what it missed', async () => {
  const page = await open('/one/');
  await settled();
  await site.stop();
  await site.append('content/stories/one.md', '\nWritten in the dark.\n');
  await settled();
  await site.start();
  await seen(page, 'Written in the dark.');
});

test('a page that goes and comes back is followed', async () => {
  const page = await open('/two/');
  const text = site.read('content/stories/two.md');
  const gone = page.waitForResponse((response) => response.status() === 404 && response.url().endsWith('/two/'));
  await site.remove('content/stories/two.md');
  await gone;
  await site.write('content/stories/two.md', text);
  await seen(page, 'Other words.');
});

test('tabs without Web Locks hold a stream of their own while they are visible', async () => {
  await context.addInitScript(() => Object.defineProperty(Navigator.prototype, 'locks', { value: undefined }));
  const page = await open('/one/');
  await site.append('content/stories/one.md', '\nWithout locks.\n');
  await seen(page, 'Without locks.');
});
