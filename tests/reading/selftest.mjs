// Proves that each check can fail: a page is broken in one way at a time, and the check must see it there.
//
//   node selftest.mjs <nutgraf binary> <site folder>

import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newTally } from '../site/tools/tally.mjs';
import { openBrowser } from './tools/browser.mjs';
import { faults, STORY } from './tools/faults.mjs';
import { buildSite, openSite, startPolicedHost } from './tools/site.mjs';

const [binary, source] = process.argv.slice(2);
if (!binary || !source) {
  console.error('usage: node selftest.mjs <nutgraf binary> <site folder>');
  process.exit(2);
}

const browser = await openBrowser();
const host = await startPolicedHost();
const built = buildSite(binary, source, host);
const whole = openSite(browser, host, built.folder);
// The lightest page that has all that the faults break.
const stories = whole.pages.filter((page) => page.kind === 'story' && page.html.search(/<nav class="toc"/) > 0 && page.html.search(/"citation":\[[^\]]*"url":/) > 0);
const story = stories.sort((one, other) => one.html.length - other.html.length)[0];
const known = new Map();
const result = newTally();
try {
  for (const fault of faults) result.record('selftest', fault.name, await problemsOf(fault));
} finally {
  await browser.close();
  host.stop();
  built.remove();
}
console.log(`${result.passed} passed, ${result.failed} failed`);
process.exitCode = result.failed > 0 ? 1 : 0;

/** Breaks the site, asks the check, and mends the site. The check must say the fault's words, and not without the fault. */
async function problemsOf({ wanted, run, words, files }) {
  const says = (failures) => failures.filter((failure) => failure.check === wanted && words.test(failure.problems.join('\n')));
  if (!known.has(run)) known.set(run, await failures(run));
  if (says(known.get(run)).length > 0) return [`${wanted} fails on the whole site already`];
  const kept = Object.keys(files).map((name) => join(built.folder, name === STORY ? story.file : name)).map((place) => [place, read(place)]);
  try {
    for (const [place, change] of Object.values(files).map((change, at) => [kept[at], change])) {
      const broken = change(place[1] ?? '');
      if (broken === place[1]) return [`${place[0]} has not what the fault would break`];
      writeFileSync(place[0], broken);
    }
    const after = await failures(run);
    if (says(after).length > 0) return [];
    return [`${wanted} does not see it; what fails is: ${after.map((failure) => `${failure.check}: ${failure.problems[0]}`).join(', ') || 'nothing'}`];
  } finally {
    for (const [place, text] of kept) text === null ? rmSync(place) : writeFileSync(place, text);
  }
}

async function failures(run) {
  const tally = newTally(() => {});
  await run(openSite(browser, host, built.folder, () => {}, [story.path]), tally.record);
  return tally.failures;
}

function read(place) {
  return existsSync(place) ? readFileSync(place, 'utf8') : null;
}
