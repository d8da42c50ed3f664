// The browser that is installed.

import { chromium } from 'playwright-core';
import { chromiumPath } from './chromium.mjs';

/** Starts it without a window. */
export function openBrowser() {
  return chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
}
