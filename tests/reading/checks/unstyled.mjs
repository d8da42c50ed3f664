// Without stylesheets a page still reads in order: headline first, labels at their values, sources by number, each once.

export async function unstyled(site, record) {
  const prepare = (tab) => tab.route(/\.css(\?|$)/, (route) => route.abort());
  for (const { page, found } of await site.visit(site.samples, { prepare }, (tab) => tab.evaluate(look))) record('without-style', page.path, found);
}

/** Runs in the page. */
function look() {
  const problems = [];
  const main = document.querySelector('main');
  const heading = main.querySelector('h1,h2,h3,h4,h5,h6');
  if (heading?.localName !== 'h1') problems.push(`the first heading of the text is ${reading.nameOf(heading)}`);
  const before = main.innerText.slice(0, main.innerText.indexOf(heading?.innerText ?? '')).trim();
  if (before.length > 200) problems.push(`before the headline stands: ${before.slice(0, 80)}…`);

  for (const note of document.querySelectorAll('[popover]')) {
    if (reading.isDrawn(note)) problems.push(`${reading.nameOf(note)} is drawn, though nobody opened it`);
  }
  for (const item of reading.seen('.sources > ol > li')) {
    if (getComputedStyle(item).display !== 'list-item' || !/decimal/.test(getComputedStyle(item).listStyleType)) problems.push(`${reading.nameOf(item)} has no number`);
  }
  for (const cite of reading.seen('.cite')) {
    const numbers = cite.innerText.match(/\d+/g) ?? [];
    const number = cite.querySelector('a,button')?.textContent;
    if (cite.innerText.trim() !== number && reading.seen('a,button', cite).length !== 1) problems.push(`a number is there more than once: ${numbers.join(' ')} in ${reading.nameOf(cite.parentElement)}`);
  }
  // A value is read with its label: nothing else may come between them.
  for (const value of reading.seen('main dl dd')) {
    const label = value.previousElementSibling;
    if (!label?.matches('dt,dd')) problems.push(`${reading.nameOf(value)} has no label before it`);
    else if (value.getBoundingClientRect().top - label.getBoundingClientRect().bottom > 40) problems.push(`${reading.nameOf(value)} is far from ${reading.nameOf(label)}`);
  }
  return problems;
}
