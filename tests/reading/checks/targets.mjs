// A link within a page leads to its place: in view, and under nothing that stays on the screen.

import { NARROW, WIDE } from '../tools/site.mjs';

export async function targets(site, record) {
  for (const viewport of [WIDE, NARROW]) {
    for (const { page, found } of await site.visit(site.samples, { viewport }, (tab) => tab.evaluate(follow))) {
      record('targets', `${page.path}, ${viewport.width} px`, found);
    }
  }
}

/** Runs in the page. */
function follow() {
  const problems = [];
  const places = reading.seen('main [id]').filter((element) => !element.closest('[popover]'));
  // Some from all over the page stand for the rest.
  const step = Math.ceil(places.length / 25);
  for (const target of places.filter((_, place) => place % step === 0)) {
    location.hash = '';
    location.hash = `#${encodeURIComponent(target.id)}`;
    const { left, top, width, height } = [...target.getClientRects()].find((box) => box.width > 0 && box.height > 0);
    const over = document.elementFromPoint(left + Math.min(width / 2, 20), top + Math.min(height / 2, 10));
    if (top < 0 || top > innerHeight) problems.push(`${reading.nameOf(target)} is followed and not in view`);
    else if (!over || !(target.contains(over) || over.contains(target))) problems.push(`${reading.nameOf(target)} is followed and under ${reading.nameOf(over)}`);
  }
  return problems;
}
