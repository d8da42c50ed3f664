// All is reached by Tab, in the order of the page; the focus is seen, and under nothing; what is focused works.

import { NARROW, open, WIDE } from '../tools/site.mjs';

/** Pages are walked so far: what comes later is more of the same. */
const STEPS = 40;

export async function keyboard(site, record) {
  const walks = [[WIDE, site.samples], [NARROW, site.story ? [site.story] : []]];
  for (const [viewport, pages] of walks) {
    for (const { page, found } of await site.visit(pages, { viewport }, walk)) record('focus', `${page.path}, ${viewport.width} px`, found);
  }
  for (const { page, found } of await site.visit(site.samples, {}, skip)) record('skip-link', page.path, found);
  const seen = new Set();
  for (const { page, found } of await site.visit(site.samples, {}, (tab, page) => operate(tab, page, seen))) record('navigation', page.path, found);
}

async function walk(tab) {
  const problems = [];
  const count = await tab.evaluate(rememberUnfocused);
  for (let step = 0; step < Math.min(count, STEPS); step += 1) {
    await tab.keyboard.press('Tab');
    problems.push(...(await tab.evaluate(lookAtFocus, step)));
    if (problems.length > 3) break;
  }
  return problems;
}

/** Runs in the page: keeps how all that takes the focus looks without it. */
function rememberUnfocused() {
  const all = reading.seen('a[href],button,summary,input,select,textarea,audio[controls],[tabindex]');
  const looks = (element) => {
    const { outline, boxShadow, border, backgroundColor } = getComputedStyle(element);
    return [outline, boxShadow, border, backgroundColor].join();
  };
  globalThis.looks = looks;
  globalThis.unfocused = new Map([...document.querySelectorAll('body *')].map((element) => [element, looks(element)]));
  globalThis.last = null;
  return all.filter((element) => element.tabIndex >= 0 && !element.closest('details:not([open]) > :not(summary)')).length;
}

/** Runs in the page, after each Tab. */
function lookAtFocus(step) {
  const element = document.activeElement;
  const name = reading.nameOf(element);
  if (!element || element === document.body) return [`after ${step} steps the focus is nowhere`];
  const problems = [];
  if (globalThis.last && !(last.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) && last !== element) problems.push(`after ${reading.nameOf(last)} the focus goes back to ${name}`);
  globalThis.last = element;
  // A player shows the focus on its own controls, which a page cannot see.
  if (unfocused.get(element) === looks(element) && !element.matches('audio,video')) problems.push(`${name} looks the same with the focus on it`);
  if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) problems.push(`${name} has the focus and is not drawn`);
  const over = reading.standsOver(element);
  if (!over) problems.push(`${name} has the focus and is not in view`);
  else if (!element.contains(over) && !over.contains(element)) problems.push(`${name} has the focus and is under ${reading.nameOf(over)}`);
  return problems;
}

async function skip(tab) {
  await tab.keyboard.press('Tab');
  const first = await tab.evaluate(() => {
    const link = document.activeElement;
    const target = document.getElementById(decodeURIComponent(link.hash?.slice(1) ?? ''));
    return { name: reading.nameOf(link), isSkip: Boolean(target?.closest('main')), over: link.contains(reading.standsOver(link)) };
  });
  if (!first.isSkip) return [`the first Tab leads to ${first.name}, which skips nothing`];
  const problems = first.over ? [] : [`${first.name} is not seen when it has the focus`];
  await tab.keyboard.press('Enter');
  await tab.keyboard.press('Tab');
  const next = await tab.evaluate(() => (document.activeElement.closest('header') && !document.activeElement.closest('main') ? reading.nameOf(document.activeElement) : null));
  return next ? [...problems, `after skipping, Tab leads back to ${next}`] : problems;
}

/** Follows the first link of each nav that leads elsewhere, by keys alone. */
async function operate(tab, page, seen) {
  const problems = [];
  const navs = await tab.locator('nav').count();
  for (let place = 0; place < navs; place += 1) {
    const nav = tab.locator('nav').nth(place);
    const name = await nav.evaluate((element) => `nav “${element.ariaLabel}”`);
    if (seen.has(name) || (await nav.evaluate((element) => !reading.isSeen(element)))) continue;
    seen.add(name);
    // A wide page may show what is in it without a summary to open it by.
    const summary = nav.locator('summary').and(tab.locator(':visible')).first();
    if ((await summary.count()) > 0) {
      await summary.focus();
      await tab.keyboard.press('Enter');
      if (!(await nav.locator('details').first().evaluate((one) => one.open))) problems.push(`${name}: Enter does not open it`);
    }
    const link = nav.locator('a[href]:not([aria-current=page])').and(tab.locator(`a:not([href^="http"])`)).first();
    if ((await link.count()) === 0) continue;
    const wanted = await link.evaluate((element) => element.href);
    await link.focus();
    await tab.keyboard.press('Enter');
    await tab.waitForURL(wanted, { timeout: 3000 }).catch(() => problems.push(`${name}: Enter does not lead to ${wanted}`));
    await open(tab, page.url);
  }
  return problems;
}
