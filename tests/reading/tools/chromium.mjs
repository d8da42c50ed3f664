// Where the browser is.

import { existsSync } from 'node:fs';

const PLACES = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The path of the Chromium that is installed; ends the program where there is none. */
export function chromiumPath() {
  const found = PLACES.find((path) => path && existsSync(path));
  if (found) return found;
  console.error('no Chromium was found: name one in CHROMIUM');
  process.exit(2);
}
