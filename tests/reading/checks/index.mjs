// All checks. Each takes a site (tools/site.mjs) and `record(check, where, problems)`; one more is one line here.

import { accessibility } from './accessibility.mjs';
import { citations } from './citations.mjs';
import { colours } from './colours.mjs';
import { everyPage } from './everyPage.mjs';
import { keyboard } from './keyboard.mjs';
import { print } from './print.mjs';
import { targets } from './targets.mjs';
import { unscripted } from './unscripted.mjs';
import { unstyled } from './unstyled.mjs';
import { weight } from './weight.mjs';

export const checks = [
  weight,
  everyPage,
  citations,
  keyboard,
  targets,
  unscripted,
  unstyled,
  colours,
  print,
  accessibility,
];
