// The longest story is light: its HTML fits into the first round trip, and styles and script are small.

import { gzipSync } from 'node:zlib';

const KILO = 1024;
const MOST = { document: 14 * KILO, stylesheet: 10 * KILO, script: 5 * KILO };

export async function weight(site, record) {
  if (!site.story) return;
  const sizes = { document: 0, stylesheet: 0, script: 0 };
  const loading = [];
  const listen = (tab) => {
    tab.on('response', (response) => {
      const type = response.request().resourceType();
      if (type in sizes && response.url().startsWith('http')) loading.push(response.body().then((body) => (sizes[type] += gzipSync(body, { level: 9 }).length)));
    });
  };
  await site.visit([site.story], { prepare: listen }, async () => []);
  await Promise.all(loading);
  const figures = Object.entries(sizes).map(([type, size]) => `${type} ${size} of ${MOST[type]}`);
  site.say(`  compressed bytes of ${site.story.path}: ${figures.join(', ')}`);
  const heavy = Object.entries(sizes).filter(([type, size]) => size > MOST[type]);
  record('weight', site.story.path, heavy.map(([type, size]) => `${type}: ${size} bytes compressed, ${MOST[type]} at most`));
}
