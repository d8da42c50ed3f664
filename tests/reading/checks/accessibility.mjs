// axe-core finds no fault: light and dark, wide and narrow, with all opened that can be.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { NARROW, WIDE } from '../tools/site.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** What depends on the colours and on the place of things; all else is the same in each way, and asked once for each width. */
const DRAWN = ['color-contrast', 'link-in-text-block', 'target-size', 'scrollable-region-focusable'];
const WAYS = [
  { colorScheme: 'light', viewport: WIDE, rules: TAGS },
  { colorScheme: 'dark', viewport: WIDE, rules: DRAWN },
  { colorScheme: 'light', viewport: NARROW, rules: DRAWN },
  { colorScheme: 'dark', viewport: NARROW, rules: TAGS },
];

export async function accessibility(site, record) {
  for (const { rules, ...way } of WAYS) {
    for (const { page, found } of await site.visit(site.samples, way, (tab) => faults(tab, rules))) {
      record('axe', `${page.path}, ${way.colorScheme}, ${way.viewport.width} px`, found);
    }
  }
}

/** Evaluated by the browser's own protocol, which no policy of the page forbids. */
async function faults(tab, rules) {
  await tab.evaluate(AXE);
  return tab.evaluate(async (rules) => {
    const run = async (within) => {
      const { violations } = await axe.run(within, { runOnly: rules, resultTypes: ['violations'], iframes: false });
      return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.target.join(' ')} ${node.html.slice(0, 120)}`));
    };
    document.querySelectorAll('details').forEach((one) => (one.open = true));
    const found = await run(document);
    const notes = [...document.querySelectorAll('[popover]')].sort((one, other) => other.textContent.length - one.textContent.length);
    if (notes.length === 0) return found;
    notes[0].showPopover();
    return [...found, ...(await run(notes[0]))];
  }, rules);
}
