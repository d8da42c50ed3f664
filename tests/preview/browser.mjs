// What all tests of the preview start with: the program under test, and the browser.

import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

export const binary = process.argv[2];
const browsers = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executablePath = browsers.find((path) => path && existsSync(path));
if (!binary || !executablePath) {
  console.error(binary ? 'no Chromium was found: name one in CHROMIUM' : 'usage: node TEST.mjs <nutgraf binary>');
  process.exit(2);
}

export const launch = () => chromium.launch({ executablePath, args: ['--no-sandbox'] });
