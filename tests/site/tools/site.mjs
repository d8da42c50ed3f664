// One site through all checks: at a host's root, under a path, from disk, and without an address of its own.

import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { citations } from '../checks/citations.mjs';
import { exports } from '../checks/exports.mjs';
import { feeds } from '../checks/feeds.mjs';
import { missingPage, ownAddresses, relativeLinks, servedLinks, styleLinks } from '../checks/links.mjs';
import { portableLinks } from '../checks/portable.mjs';
import { safety } from '../checks/safety.mjs';
import { structuredData } from '../checks/structured.mjs';
import { validity } from '../checks/validity.mjs';
import { readOutput } from './output.mjs';
import { startHost } from './server.mjs';

/** The path that the second host serves the site under. */
const BELOW = '/a/b/';

/** Builds the site in each way and checks each build. */
export async function checkSite(binary, site, work, record) {
  const host = await startHost();
  try {
    const build = (name, ...options) => buildInto(binary, site, join(work, name), options);
    const atRoot = build('root', '--base-url', `${host.origin}/`);
    const below = build('below', '--base-url', host.origin + BELOW);
    const portable = build('portable', '--portable', '--base-url', host.origin + BELOW);
    await checkServed(readOutput(atRoot, `${host.origin}/`), host, '/', record);
    await checkServed(readOutput(below, host.origin + BELOW), host, BELOW, record);
    // Links are relative, so a site for one place also works at another.
    host.mount(below, '/elsewhere/');
    await servedLinks(readOutput(below, host.origin + BELOW), record, `${host.origin}/elsewhere/`);
    await checkAsFiles(readOutput(below, host.origin + BELOW), record);
    portableLinks(readOutput(portable, host.origin + BELOW), record);
    await checkWithoutAddress(binary, site, work, host, record);
  } finally {
    host.stop();
  }
}

/** What only shows over HTTP. */
export async function checkServed(output, host, prefix, record) {
  host.mount(output.folder, prefix);
  await servedLinks(output, record);
  await missingPage(output, record);
  await ownAddresses(output, record);
}

/** What the files themselves show. */
export async function checkAsFiles(output, record) {
  relativeLinks(output, record);
  styleLinks(output, record);
  structuredData(output, record);
  feeds(output, record);
  exports(output, record);
  safety(output, record);
  citations(output, record);
  await validity(output, record);
}

/** A site need not know where it will be: it then has no canonical links, and all the rest. */
async function checkWithoutAddress(binary, site, work, host, record) {
  const copy = join(work, 'copy');
  for (const part of ['site.toml', 'content', 'templates', 'static']) {
    if (existsSync(join(site, part))) cpSync(join(site, part), join(copy, part), { recursive: true });
  }
  const settings = join(copy, 'site.toml');
  writeFileSync(settings, readFileSync(settings, 'utf8').replace(/^base_url\s*=.*$/m, ''));
  const output = readOutput(buildInto(binary, copy, join(work, 'nowhere'), []), `${host.origin}/`);
  host.mount(output.folder, '/');
  await servedLinks(output, record);
  await missingPage(output, record);
  relativeLinks(output, record);
  safety(output, record);
  const canonical = output.pages.filter((page) => page.$('link[rel="canonical"]').length > 0);
  record('no-address', 'canonical', canonical.map((page) => page.path));
}

function buildInto(binary, site, folder, options) {
  // The day is fixed: a site with a publishing plan is the same one whenever it is checked.
  const command = ['--root', site, '--quiet', 'build', '--today', '2026-11-21', '--output-dir', folder, ...options];
  execFileSync(binary, command, { stdio: ['ignore', 'inherit', 'inherit'] });
  return folder;
}
