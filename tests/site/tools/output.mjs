// A finished site as the checks see it: its files, and its pages parsed as a browser parses them.

import { load } from 'cheerio';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** Reads an output folder. `base` is the address it was built for, with a slash at its end. */
export function readOutput(folder, base) {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((name) => name !== '.nutgraf.json')
    .sort();
  const files = new Map(names.map((name) => [name, readFileSync(join(folder, name))]));
  const pages = names.filter((name) => name.endsWith('.html')).map((name) => page(name, files.get(name), base));
  return { folder, base, files, pages };
}

function page(path, bytes, base) {
  const html = bytes.toString('utf8');
  const $ = load(html);
  const name = path.replace(/(^|\/)index\.html$/, '$1');
  return { path, html, $, url: base + encodeURI(name), kind: kindOf(path, $) };
}

function kindOf(path, $) {
  if ($('meta[http-equiv="refresh"]').length > 0) return 'redirect';
  const kind = ($('body').attr('class') ?? '').match(/(?:^|\s)kind-([\w-]+)/);
  return kind ? kind[1] : 'unknown';
}

/** The text of an element, its white space joined. */
export function words(node) {
  return squeezed(node.text());
}

/** A text with its white space joined. JSON may hold control characters, of which a page shows that they were there. */
export function squeezed(text) {
  return String(text ?? '').replace(/\s+/g, ' ').trim().replace(/[\u0000-\u001f\u007f-\u009f]/g, '\ufffd');
}

/** A file of the site as text, or nothing. */
export function textOf(output, name) {
  return output.files.get(name)?.toString('utf8');
}
