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

/** As many faults are tried at once, each on a site of its own. */
const WORKERS = 2;

const browser = await openBrowser();
const result = newTally();
const waiting = [...faults];
try {
  await Promise.all(Array.from({ length: WORKERS }, work));
} finally {
  await browser.close();
}
console.log(`${result.passed} passed, ${result.failed} failed`);
process.exitCode = result.failed > 0 ? 1 : 0;

async function work() {
  const host = await startPolicedHost();
  const built = buildSite(binary, source, host);
  try {
    const story = lightStory(openSite(browser, host, built.folder).pages);
    const failures = async (run) => {
      const tally = newTally(() => {});
      await run(openSite(browser, host, built.folder, () => {}, [story.path]), tally.record);
      return tally.failures;
    };
    const known = new Map();
    const place = (name) => join(built.folder, name === STORY ? story.file : name);
    for (let fault = waiting.shift(); fault; fault = waiting.shift()) {
      if (!known.has(fault.run)) known.set(fault.run, await failures(fault.run));
      result.record('selftest', fault.name, await problemsOf(fault, known.get(fault.run), place, failures));
    }
  } finally {
    host.stop();
    built.remove();
  }
}

/** The lightest page that has all that the faults break. */
function lightStory(pages) {
  const hasAll = ({ kind, html }) => kind === 'story' && html.includes('<nav class="toc"') && /"citation":\[[^\]]*"url":/.test(html);
  return pages.filter(hasAll).sort((one, other) => one.html.length - other.html.length)[0];
}

/** Breaks the site, asks the check, and mends the site. The check must say the fault's words, and not `before`. */
async function problemsOf({ wanted, run, words, files }, before, place, failures) {
  const says = (some) => some.some((failure) => failure.check === wanted && words.test(failure.problems.join('\n')));
  if (says(before)) return [`${wanted} fails on the whole site already`];
  const kept = new Map();
  try {
    for (const [name, change] of Object.entries(files)) {
      const text = read(place(name));
      const broken = change(text ?? '');
      if (broken === text) return [`${name} has not what the fault would break`];
      kept.set(place(name), text);
      writeFileSync(place(name), broken);
    }
    const after = await failures(run);
    if (says(after)) return [];
    const others = after.map((failure) => `${failure.check}: ${failure.problems[0]}`);
    return [`${wanted} does not see it; what fails is: ${others.join(', ') || 'nothing'}`];
  } finally {
    for (const [path, text] of kept) text === null ? rmSync(path) : writeFileSync(path, text);
  }
}

function read(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}
