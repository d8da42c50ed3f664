// What holds on every page: nothing forbidden, sound structure, nothing over the edge, in three sizes.

import { WIDE, ZOOMED } from '../tools/site.mjs';
import { listen, policyProblems } from './policy.mjs';
import { structureProblems } from './structure.mjs';

export async function everyPage(site, record) {
  const prepare = async (tab) => {
    await listen(tab, site.base);
    tab.session = await tab.context().newCDPSession(tab);
  };
  const results = await site.visit(site.many, { prepare, viewport: ZOOMED }, look);
  for (const { page, found } of results) {
    for (const [check, problems] of Object.entries(found)) record(check, page.path, problems);
  }
  record('titles', 'numbered pages', sameTitles(site.pages));
}

async function look(tab) {
  const overflows = () => tab.evaluate(() => reading.overflows({ scrolling: true }));
  const structure = await tab.evaluate(structureProblems);
  const policy = await policyProblems(tab);
  const narrow = await overflows();
  await tab.setViewportSize(WIDE);
  const wide = await overflows();
  await setTextSize(tab, 2);
  const large = await overflows();
  await setTextSize(tab, 1);
  await tab.setViewportSize(ZOOMED);
  return { policy, structure, 'at 320 px': narrow, 'at 1280 px': wide, 'with text at 200 %': large };
}

/** What a reader sets in the browser: also media queries in rem heed it, unlike a font size of the root element. */
async function setTextSize(tab, factor) {
  await tab.session.send('Page.setFontSizes', { fontSizes: { standard: 16 * factor, fixed: 13 * factor } });
}

/** The second page of a listing says so in its title. */
function sameTitles(pages) {
  const title = ({ html }) => html.match(/<title>(.*?)<\/title>/s)?.[1].trim();
  const titles = new Map(pages.map((page) => [page.path, title(page)]));
  const first = (path) => path.replace(/page\/\d+\/$/, '') || './';
  return [...titles].filter(([path, text]) => path !== first(path) && titles.get(first(path)) === text).map(([path]) => `${path} has the title of ${first(path)}`);
}
