// Builds sites and reads them in a browser, as readers do: by eye, key, zoom, print, without script, without style.
//
//   node check.mjs <nutgraf binary> <site folder> [<site folder> …]
//
// CHROMIUM names the browser where it is not among the usual ones. ONLY=print,reflow runs these checks alone.

import { checks } from './checks/index.mjs';
import { newTally } from '../site/tools/tally.mjs';
import { openBrowser } from './tools/browser.mjs';
import { buildSite, openSite, startPolicedHost } from './tools/site.mjs';

const [binary, ...folders] = process.argv.slice(2);
if (!binary || folders.length === 0) {
  console.error('usage: node check.mjs <nutgraf binary> <site folder> [<site folder> …]');
  process.exit(2);
}

const only = process.env.ONLY?.split(',');
const chosen = checks.filter((check) => !only || only.includes(check.name));
const tally = newTally();
const browser = await openBrowser();
const host = await startPolicedHost();
try {
  for (const folder of folders) {
    const built = buildSite(binary, folder, host);
    const site = openSite(browser, host, built.folder, console.log);
    console.log(`Reading ${folder}: ${site.pages.length} pages, closely ${site.samples.map((page) => page.path).join(' ')}`);
    for (const check of chosen) {
      const start = performance.now();
      await check(site, tally.record);
      if (process.env.TIMES) console.log(`  ${check.name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
    }
    built.remove();
  }
} finally {
  await browser.close();
  host.stop();
}
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exitCode = tally.failed > 0 ? 1 : 0;
