// Builds a site and checks what a reader, a browser and a machine get from it.
//
//   node check.mjs <nutgraf binary> <site folder> [<site folder> …]
//
// Nothing is written into the site: each build goes to a temporary folder.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { checkSite } from './tools/site.mjs';
import { newTally } from './tools/tally.mjs';

const [binary, ...sites] = process.argv.slice(2);
if (!binary || sites.length === 0) {
  console.error('usage: node check.mjs <nutgraf binary> <site folder> [<site folder> …]');
  process.exit(2);
}

const tally = newTally();
for (const site of sites) {
  const work = mkdtempSync(join(tmpdir(), 'nutgraf-site-'));
  console.log(`Checking ${site}`);
  try {
    await checkSite(resolve(binary), resolve(site), work, tally.record);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exitCode = tally.failed > 0 ? 1 : 0;
