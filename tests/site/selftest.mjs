// Proves that each check can fail: a finished site is broken in one way at a time, and the check must see it.
//
//   node selftest.mjs <nutgraf binary> <site folder>

import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { EVERY_PAGE, faults } from './tools/faults.mjs';
import { readOutput } from './tools/output.mjs';
import { startHost } from './tools/server.mjs';
import { newTally } from './tools/tally.mjs';

const [binary, site] = process.argv.slice(2);
if (!binary || !site) {
  console.error('usage: node selftest.mjs <nutgraf binary> <site folder>');
  process.exit(2);
}

const work = mkdtempSync(join(tmpdir(), 'nutgraf-selftest-'));
const host = await startHost();
const base = `${host.origin}/a/b/`;
const wholeSites = { relative: build('relative'), portable: build('portable', '--portable') };
const known = new Map();
const result = newTally();
try {
  for (const fault of faults) result.record('selftest', fault.name, await problemsOf(fault));
} finally {
  host.stop();
  rmSync(work, { recursive: true, force: true });
}
console.log(`${result.passed} passed, ${result.failed} failed`);
process.exitCode = result.failed > 0 ? 1 : 0;

function build(name, ...options) {
  const folder = join(work, name);
  const command = ['--root', resolve(site), '--quiet', 'build', '--today', '2026-11-21', '-o', folder, '-u', base, ...options];
  execFileSync(resolve(binary), command, { stdio: ['ignore', 'inherit', 'inherit'] });
  return folder;
}

/** Breaks a copy of the site; the named check must fail there and nowhere without the fault. */
async function problemsOf({ wanted, run, files, portable = false, remove = [] }) {
  const whole = portable ? wholeSites.portable : wholeSites.relative;
  if ((await failuresBefore(run, whole)).includes(wanted)) return [`${wanted} fails on the whole site already`];
  const broken = join(work, 'broken');
  rmSync(broken, { recursive: true, force: true });
  cpSync(whole, broken, { recursive: true });
  for (const name of remove) unlinkSync(join(broken, name));
  const pages = () => readOutput(broken, base).pages.map((page) => page.path);
  for (const [name, change] of Object.entries(files ?? {})) {
    const changed = (name === EVERY_PAGE ? pages() : [name]).filter((path) => edit(join(broken, path), change));
    if (changed.length === 0) return [`${name} has not what the fault would break`];
  }
  const after = await failures(run, broken);
  return after.includes(wanted) ? [] : [`${wanted} does not see it; what fails is: ${after.join(', ') || 'nothing'}`];
}

/** What fails on the whole site; asked once for each check. */
function failuresBefore(run, folder) {
  const key = `${run.name} ${folder}`;
  if (!known.has(key)) known.set(key, failures(run, folder));
  return known.get(key);
}

async function failures(run, folder) {
  const tally = newTally(() => {});
  host.mount(folder, '/a/b/');
  await run(readOutput(folder, base), tally.record);
  return tally.failures.map((failure) => failure.check);
}

/** Changes a file; says whether it differs now. */
function edit(place, change) {
  const text = readFileSync(place, 'utf8');
  const changed = change(text);
  writeFileSync(place, changed);
  return changed !== text;
}
