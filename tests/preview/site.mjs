// A small site in a folder of its own, and the server over it.

import { spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const story = (headline, text) => `---\nheadline: ${headline}\ndate: 2026-04-27\n---\n${text}\n`;
const parts = Array.from({ length: 40 }, (_, number) => `## Part ${number + 1}\n\n${'Some words. '.repeat(60)}\n`);
const FILES = {
  'site.toml': 'title = "Test"\n',
  'content/stories/one.md': story('One', 'Words.'),
  'content/stories/two.md': story('Two', 'Other words.'),
  'content/stories/three/index.md': story('Three', '![A dot](dot.svg)'),
  'content/stories/three/dot.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  'content/stories/long.md': story('Long', parts.join('\n')),
  'content/stories/figures.md': story('Figures', `It made “12 percent” of *all* cars.\n\n${'Some words. '.repeat(900)}\n\nIt cost **3 million** euros. Of [=own] and \`code\`, TKTK then. ${'It is so. '.repeat(40)}`).replace(
    'date:',
    'sources:\n  - id: ap\n    name: AP\n    url: https://example.org/ap\nclaims:\n  - id: own\n    value: 12 cars\n    sources: [ap]\ndate:',
  ),
};

/** How long a server may take to start, in milliseconds. */
const START = 20000;

/** Writes the site and starts the server. */
export async function startSite(binary) {
  const root = mkdtempSync(join(tmpdir(), 'nutgraf-preview-'));
  const site = new Site(resolve(binary), root);
  site.lay();
  await site.start();
  return site;
}

class Site {
  constructor(binary, root) {
    Object.assign(this, { binary, root, port: 0, address: '', server: null });
  }

  /** Starts the server, on the port that it had before, with further flags. */
  async start(...flags) {
    this.server = spawn(this.binary, ['--root', this.root, 'serve', '--port', String(this.port), ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    const found = new Promise((resolve, reject) => {
      const listen = (text) => {
        said += text;
        const address = /http:\/\/127\.0\.0\.1:(\d+)/.exec(said);
        if (address) resolve(address);
      };
      this.server.stdout.on('data', listen);
      this.server.stderr.on('data', listen);
      this.server.on('exit', () => reject(new Error(`the server ended: ${said}`)));
      setTimeout(() => reject(new Error(`the server said no address: ${said}`)), START).unref();
    });
    const [address, port] = await found;
    this.address = address;
    this.port = Number(port);
    await this.untilItAnswers();
  }

  async untilItAnswers() {
    for (;;) {
      const answer = await fetch(`${this.address}/one/`).catch(() => null);
      if (answer?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Stops the server; the folder stays. */
  stop() {
    const ended = new Promise((resolve) => this.server.once('exit', resolve));
    this.server.kill('SIGTERM');
    return ended;
  }

  removeFolder() {
    rmSync(this.root, { recursive: true, force: true });
  }

  /** Puts every file back as it was. */
  async reset() {
    rmSync(join(this.root, 'static'), { recursive: true, force: true });
    this.lay();
    for (;;) {
      const text = await (await fetch(`${this.address}/one/`)).text();
      const style = await (await fetch(`${this.address}/style.css`)).text();
      const figures = await (await fetch(`${this.address}/figures/`)).text();
      if (figures.includes('TKTK') && figures.includes('12 percent') && text.includes('Words.') && !/of today|all of you|in the dark|locks/.test(text) && style.length > 100) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  lay() {
    for (const [path, text] of Object.entries(FILES)) this.write(path, text);
  }

  read(path) {
    return readFileSync(join(this.root, path), 'utf8');
  }

  write(path, text) {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }

  append(path, text) {
    appendFileSync(join(this.root, path), text);
  }

  remove(path) {
    rmSync(join(this.root, path));
  }
}
