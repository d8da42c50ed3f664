// Landmarks, headings, language, and where one is in the site.

/** Runs in the page. */
export function structureProblems() {
  const problems = [];
  const one = (what, selector) => {
    const count = document.querySelectorAll(selector).length;
    if (count !== 1) problems.push(`${count} ${what} instead of one`);
  };
  one('<h1>', 'h1');
  one('main part', 'main');
  one('header of the site', 'body > header');
  one('footer of the site', 'body > footer');
  if (!document.documentElement.lang) problems.push('the page does not say its language');
  let last = 0;
  for (const heading of document.querySelectorAll('h1,h2,h3,h4,h5,h6')) {
    const level = Number(heading.localName[1]);
    if (level > last + 1) problems.push(`after <h${last}> comes ${reading.nameOf(heading)}`);
    last = level;
  }
  for (const nav of document.querySelectorAll('nav')) {
    if (!nav.ariaLabel && !nav.getAttribute('aria-labelledby')) problems.push(`${reading.nameOf(nav)} has no name`);
  }
  for (const link of document.querySelectorAll('body > header nav a')) {
    const { origin, pathname, search, hash } = new URL(link.href);
    const isHere = origin + pathname === location.origin + location.pathname;
    const says = link.ariaCurrent === 'page';
    if (says && !isHere) problems.push(`${reading.nameOf(link)} says that it is this page`);
    if (!says && isHere && !search && !hash) problems.push(`${reading.nameOf(link)} does not say that it is this page`);
  }
  return problems;
}
