// Light and dark are what the reader asked for; forced colours and reduced motion take nothing away.

export async function colours(site, record) {
  const plain = await site.visit(site.samples, { colorScheme: 'light' }, (tab) => tab.evaluate(look, 'light'));
  const ways = {
    dark: await site.visit(site.samples, { colorScheme: 'dark' }, (tab) => tab.evaluate(look, 'dark')),
    'forced colours': await site.visit(site.samples, { forcedColors: 'active' }, (tab) => tab.evaluate(look, null)),
    'motion as it is': await site.visit(site.samples, { reducedMotion: 'no-preference' }, (tab) => tab.evaluate(look, null)),
  };
  for (const { page, found } of plain) record('colour-scheme', `${page.path}, light`, found.problems);
  for (const [way, results] of Object.entries(ways)) {
    for (const [place, { page, found }] of results.entries()) {
      const lost = plain[place].found.lines.filter((line) => !found.lines.includes(line));
      record('colour-scheme', `${page.path}, ${way}`, [...found.problems, ...lost.map((line) => `not there with ${way}: ${line}`)]);
    }
  }
}

/** Runs in the page: its lines of text, and what is wrong with its colours and motion. */
function look(scheme) {
  const problems = [];
  const root = getComputedStyle(document.documentElement);
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const lightness = (colour) => {
    canvas.fillStyle = '#fff';
    canvas.fillRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
    return (red * 0.21 + green * 0.72 + blue * 0.07) / 255;
  };
  const body = getComputedStyle(document.body);
  const [ground, ink] = [lightness(body.backgroundColor), lightness(body.color)];
  if (scheme && !root.colorScheme.split(' ').includes(scheme)) problems.push(`color-scheme is ${root.colorScheme}`);
  if (scheme === 'light' && !(ground > 0.8 && ink < 0.4)) problems.push(`light asked for: ${body.color} on ${body.backgroundColor}`);
  if (scheme === 'dark' && !(ground < 0.2 && ink > 0.6)) problems.push(`dark asked for: ${body.color} on ${body.backgroundColor}`);
  const forced = matchMedia('(forced-colors: active)').matches;
  const link = document.querySelector('main a[href]');
  link?.focus({ focusVisible: true });
  // Shadows and grounds are taken away there: only an outline or border is left to show the focus.
  if (forced && link && getComputedStyle(link).outlineStyle === 'none') problems.push('the focus has no outline');
  const moving = document.getAnimations().filter((one) => one.effect.getTiming().duration > 0);
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
    if (moving.length > 0) problems.push(`moves: ${reading.nameOf(moving[0].effect.target)}`);
    if (root.scrollBehavior !== 'auto') problems.push('scrolls smoothly though less motion is asked for');
  }
  return { problems, lines: document.body.innerText.split('\n').map((line) => line.trim()).filter(Boolean) };
}
