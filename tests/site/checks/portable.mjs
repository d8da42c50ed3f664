// A site built with --portable opens from disk: every link names a file that is there, and a place in it.

import { load } from 'cheerio';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isAbsolute, linksOf } from '../tools/links.mjs';
import { idsOf } from './links.mjs';

export function portableLinks(output, record) {
  const known = new Map();
  const root = pathToFileURL(`${output.folder}/`).href;
  for (const page of output.pages) {
    // A page for what is missing is a host's business: its links start at the host's root.
    if (page.path === '404.html') continue;
    const from = pathToFileURL(join(output.folder, page.path));
    const problems = [];
    for (const { address, element } of linksOf(page)) {
      if (isAbsolute(address)) continue;
      const problem = wrongWith(new URL(address, from), root, known);
      if (problem) problems.push(`<${element}> ${address}: ${problem}`);
    }
    record('portable-links', page.path, problems);
  }
}

function wrongWith(target, root, known) {
  if (!target.href.startsWith(root)) return 'leads out of the site';
  const fragment = decodeURIComponent(target.hash.slice(1));
  target.hash = '';
  target.search = '';
  const path = fileURLToPath(target);
  if (!existsSync(path)) return 'no such file';
  if (!statSync(path).isFile()) return 'a folder, which a browser shows as a list of files';
  if (!fragment || !path.endsWith('.html')) return null;
  if (!known.has(path)) known.set(path, idsOf(load(readFileSync(path, 'utf8'))));
  return known.get(path).has(fragment) ? null : `nothing there has the id ${fragment}`;
}
