// A static host as most are: folders answer with their index.html, what is missing with 404.html.

import { createServer } from 'node:http';
import { readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json', '.xml': 'application/xml', '.svg': 'image/svg+xml', '.png': 'image/png',
  '.txt': 'text/plain; charset=utf-8', '.csv': 'text/csv; charset=utf-8', '.webp': 'image/webp', '.jpg': 'image/jpeg',
  '.avif': 'image/avif', '.woff2': 'font/woff2', '.mp3': 'audio/mpeg', '.webmanifest': 'application/manifest+json',
};

/**
 * Starts a host on a free port that has nothing yet, with these headers on all it says, compressed where that is
 * asked for. `mount` puts a folder under a path such as `/a/b/`.
 */
export async function startHost(always = {}, compresses = false) {
  const state = { folder: null, prefix: '/' };
  const server = createServer((request, response) => {
    const said = answer(state, new URL(request.url, 'http://localhost').pathname);
    const { status, headers, body } = compresses && /\bgzip\b/.test(request.headers['accept-encoding']) ? compressed(said) : said;
    // Builds between two requests take longer than a kept connection lives.
    response.writeHead(status, { connection: 'close', ...always, ...headers });
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    mount(folder, prefix) {
      state.folder = folder;
      state.prefix = prefix;
    },
    stop: () => server.close(),
  };
}

function answer({ folder, prefix }, path) {
  if (!path.startsWith(prefix)) return { status: 404, headers: {}, body: 'outside the site' };
  const name = decodeURIComponent(path.slice(prefix.length));
  if (name.split('/').includes('..')) return { status: 400, headers: {}, body: '' };
  const place = join(folder, name);
  const kind = kindOf(place);
  if (kind === 'folder' && !path.endsWith('/')) return { status: 301, headers: { location: `${path}/` }, body: '' };
  const file = kind === 'folder' ? join(place, 'index.html') : place;
  if (kindOf(file) === 'file' && !(kind === 'file' && path.endsWith('/'))) return found(200, file);
  const missing = join(folder, '404.html');
  return kindOf(missing) === 'file' ? found(404, missing) : { status: 404, headers: {}, body: 'missing' };
}

function compressed({ status, headers, body }) {
  if (!/^text|json|xml/.test(headers['content-type'])) return { status, headers, body };
  return { status, headers: { ...headers, 'content-encoding': 'gzip', vary: 'accept-encoding' }, body: gzipSync(body, { level: 9 }) };
}

function found(status, file) {
  const type = TYPES[extname(file)] ?? 'application/octet-stream';
  return { status, headers: { 'content-type': type }, body: readFileSync(file) };
}

function kindOf(place) {
  const entry = statSync(place, { throwIfNoEntry: false });
  if (!entry) return 'nothing';
  return entry.isDirectory() ? 'folder' : 'file';
}
