// Lighthouse over the demo, served as a static host would: compressed, at the root of a host, with its 404 and robots.txt.
//
//   npm install --prefix benches/lighthouse
//   node benches/lighthouse.mjs <nutgraf binary> [<site folder>]
//
// Prints a table; ends with 1 where a score is below 100. CHROMIUM names the browser where it is not among the usual ones.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromiumPath } from '../tests/reading/tools/chromium.mjs';
import { startHost } from '../tests/site/tools/server.mjs';

const [binary, source = new URL('..', import.meta.url).pathname] = process.argv.slice(2);
if (!binary) {
  console.error('usage: node lighthouse.mjs <nutgraf binary> [<site folder>]');
  process.exit(2);
}
const chromePath = chromiumPath();

const packages = createRequire(new URL('lighthouse/package.json', import.meta.url));
const load = (name) => import(pathToFileURL(packages.resolve(name)));
const { default: lighthouse, desktopConfig } = await load('lighthouse');
const { launch } = await load('chrome-launcher');

const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];
const METRICS = { LCP: 'largest-contentful-paint', CLS: 'cumulative-layout-shift', TBT: 'total-blocking-time' };

const folder = mkdtempSync(join(tmpdir(), 'nutgraf-lighthouse-'));
const host = await startHost({ 'cache-control': 'public, max-age=600', connection: 'keep-alive' }, true);
const base = `${host.origin}/`;
execFileSync(resolve(binary), ['--root', resolve(source), '--quiet', 'build', '-o', folder, '-u', base], { stdio: ['ignore', 'inherit', 'inherit'] });
host.mount(folder, '/');

const rows = [];
const faults = [];
const chrome = await launch({ chromePath, chromeFlags: ['--headless=new', '--no-sandbox'] });
try {
  for (const path of ['', longestStory(), 'sources/']) {
    await measure(path, 'mobile', undefined);
    await measure(path, 'desktop', desktopConfig);
  }
} finally {
  chrome.kill();
  host.stop();
  rmSync(folder, { recursive: true, force: true });
}
print([['Page', 'Device', ...CATEGORIES, ...Object.keys(METRICS)], ...rows]);
const { version } = packages('lighthouse/package.json');
console.log(`\nLighthouse ${version}, ${execFileSync(chromePath, ['--version'], { stdio: ['ignore', 'pipe', 'ignore'] }).toString().trim()}, Node ${process.version}`);
for (const fault of faults) console.log(fault);
process.exitCode = faults.length > 0 ? 1 : 0;

async function measure(path, device, config) {
  const { lhr } = await lighthouse(base + path, { port: chrome.port, onlyCategories: CATEGORIES, logLevel: 'error' }, config);
  if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
  const scores = CATEGORIES.map((name) => Math.round((lhr.categories[name].score ?? 0) * 100));
  rows.push([`/${path}`, device, ...scores, ...Object.values(METRICS).map((id) => lhr.audits[id].displayValue)]);
  for (const [place, name] of CATEGORIES.entries()) {
    if (scores[place] === 100) continue;
    const lost = lhr.categories[name].auditRefs.filter(({ id, weight }) => weight > 0 && (lhr.audits[id].score ?? 1) < 1);
    faults.push(`/${path}, ${device}, ${name} ${scores[place]}: ${lost.map(({ id }) => `${id} (${lhr.audits[id].displayValue ?? lhr.audits[id].title})`).join(', ')}`);
  }
}

/** The path of the story with the most bytes. */
function longestStory() {
  const stories = readdirSync(folder).filter((name) => {
    const page = join(folder, name, 'index.html');
    return existsSync(page) && readFileSync(page, 'utf8').includes('<body class="kind-story');
  });
  const size = (name) => statSync(join(folder, name, 'index.html')).size;
  return `${stories.sort((one, other) => size(other) - size(one))[0]}/`;
}

function print(table) {
  const widths = table[0].map((_, column) => Math.max(...table.map((row) => String(row[column]).length)));
  for (const row of table) console.log(row.map((cell, column) => String(cell).padEnd(widths[column])).join('  ').trimEnd());
}
