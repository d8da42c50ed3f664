// A number in the text opens its source in place, by click and by key, with script and without, and lets go of it.

import { NARROW, WIDE } from '../tools/site.mjs';

const WAYS = [
  { viewport: WIDE, javaScriptEnabled: true },
  { viewport: NARROW, javaScriptEnabled: false },
];
const NUMBER = 'main button[popovertarget]';

export async function citations(site, record) {
  const cited = site.samples.filter((page) => page.html.includes('popovertarget='));
  for (const way of WAYS) {
    const where = `${way.viewport.width} px, script ${way.javaScriptEnabled ? 'on' : 'off'}`;
    for (const { page, found } of await site.visit(cited, way, look)) record('citations', `${page.path}, ${where}`, found);
  }
}

async function look(tab) {
  const number = tab.locator(NUMBER).and(tab.locator(':not([popover] *)')).locator('visible=true').first();
  if ((await number.count()) === 0) return ['no number is seen'];
  const problems = await tab.evaluate(openEach);
  for (const way of [byMouse, byKeys]) if (problems.length === 0) problems.push(...(await way(tab, number)));
  return problems;
}

const isOpen = (tab) => tab.evaluate(() => document.querySelector('[popover]:popover-open') !== null);

async function byMouse(tab, number) {
  await number.click();
  if (!(await isOpen(tab))) return ['a click on a number opens nothing'];
  await tab.mouse.click(2, 2);
  if (await isOpen(tab)) return ['a click elsewhere does not close it'];
  await number.click();
  const close = tab.locator('[popover]:popover-open button').first();
  if ((await close.count()) === 0) return ['nothing in it closes it'];
  await close.click({ timeout: 2000 });
  return (await isOpen(tab)) ? ['a click on Close does not close it'] : [];
}

async function byKeys(tab, number) {
  const problems = [];
  const focusIsBack = () => number.evaluate((element) => document.activeElement === element);
  for (const key of ['Enter', 'Space']) {
    await number.focus();
    await tab.keyboard.press(key);
    if (!(await isOpen(tab))) problems.push(`${key} on a number opens nothing`);
    await tab.keyboard.press('Escape');
    if (await isOpen(tab)) problems.push('Escape does not close it');
    if (!(await focusIsBack())) problems.push('after Escape the focus is not on the number');
  }
  await tab.keyboard.press('Enter');
  await tab.keyboard.press('Tab');
  if (!(await tab.evaluate(() => document.activeElement.matches('[popover]:popover-open button')))) {
    return [...problems, 'Tab does not lead from the number to Close'];
  }
  await tab.keyboard.press('Enter');
  if (await isOpen(tab)) problems.push('Enter on Close does not close it');
  if (!(await focusIsBack())) problems.push('after Close the focus is not on the number');
  return problems;
}

/** Every number opens its own source, all of it on the screen. Runs in the page. */
function openEach() {
  const problems = [];
  for (const number of reading.seen('main button[popovertarget]').filter((one) => !one.closest('[popover]'))) {
    number.scrollIntoView({ block: 'center', behavior: 'instant' });
    number.click();
    const note = document.querySelector('[popover]:popover-open');
    const name = reading.nameOf(number);
    if (note?.id !== number.getAttribute('popovertarget')) {
      problems.push(`${name} does not open its source`);
      continue;
    }
    const { left, right, top, bottom, width, height } = note.getBoundingClientRect();
    if (left < 0 || top < 0 || right > innerWidth + 1 || bottom > innerHeight + 1) problems.push(`what ${name} opens is not on the screen: ${Math.round(left)},${Math.round(top)} to ${Math.round(right)},${Math.round(bottom)}`);
    if (width < 150 || height < 40) problems.push(`what ${name} opens is ${width} by ${height} px`);
    // "Source 3: CNBC, 27 April 2026" names what is shown.
    const publisher = number.ariaLabel?.replace(/^[^:]*: /, '').replace(/, [^,]*\d{4}$/, '') ?? '';
    if (!note.textContent.includes(publisher)) problems.push(`${name} opens another source: ${reading.nameOf(note)}`);
    note.hidePopover();
  }
  return problems;
}
