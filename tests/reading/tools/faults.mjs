// Ways to break a finished site of the demo, each with the check that must notice and words that it must say.

import { accessibility } from '../checks/accessibility.mjs';
import { citations } from '../checks/citations.mjs';
import { colours } from '../checks/colours.mjs';
import { everyPage } from '../checks/everyPage.mjs';
import { keyboard } from '../checks/keyboard.mjs';
import { print } from '../checks/print.mjs';
import { targets } from '../checks/targets.mjs';
import { unscripted } from '../checks/unscripted.mjs';
import { unstyled } from '../checks/unstyled.mjs';
import { weight } from '../checks/weight.mjs';

/** In place of a file's name: the story that is read. */
export const STORY = '*';

/** A text of which one part is another. */
const swap = (from, to) => (text) => text.replace(from, to);
const inStory = (change) => ({ [STORY]: change });
/** A story with something more at the end of its main part. */
const html = (more) => inStory(swap('</main>', () => `${more}</main>`));
/** A stylesheet with something more at its end. */
const css = (more) => ({ 'style.css': (text) => `${text}\n${more}` });
/** A script of the site's own. */
const script = (code) => ({ ...html('<script src="../fault.js"></script>'), 'fault.js': () => code });

/** Faults of one check: what is broken, by the words that tell it, and the words that the check must say. */
function group(wanted, run, ways) {
  return Object.entries(ways).map(([name, [words, files]]) => ({ name: `${wanted}: ${name}`, wanted, run, words, files }));
}

/** So much that does not compress well. */
const noise = (count) => Array.from({ length: count }, (_, place) => ((place * 2654435761) % 4294967296).toString(36)).join(' ');

const NUMBER = /(<button type="button" popovertarget=)"[^"]*"/;

export const faults = [
  ...group('weight', weight, {
    'a heavy page': [/document/, html(`<p hidden>${noise(4000)}</p>`)],
    'a heavy stylesheet': [/stylesheet/, css(`/* ${noise(3000)} */`)],
    'a heavy script': [/script/, script(`// ${noise(2000)}`)],
  }),
  ...group('policy', everyPage, {
    'an inline style': [/style-src/, html('<p style="color:red">x</p>')],
    'an inline script': [/script-src/, html('<script>1</script>')],
    'an image of another host': [/asks for https:\/\/other\.example|img-src/, html('<img src="https://other.example/x.png" alt="">')],
    'a preconnected script of another host': [/script-src/, html('<script src="https://other.example/x.js"></script>')],
    'a missing file': [/404: .*gone\.png/, html('<img src="gone.png" alt="" loading="lazy">')],
    'a script that fails': [/gone is not defined/, script('gone()')],
  }),
  ...group('structure', everyPage, {
    'two headlines': [/2 <h1>/, html('<h1>x</h1>')],
    'a level left out': [/after <h\d> comes <h6/, html('<h6>x</h6>')],
    'a nav without name': [/has no name/, html('<nav>x</nav>')],
    'no language': [/language/, inStory(swap(/<html lang="[^"]*"/, '<html'))],
    'two main parts': [/2 main part/, html('<main>x</main>')],
    'a wrong aria-current': [/says that it is this page/, inStory(swap('aria-current="true"', 'aria-current="page"'))],
  }),
  ...group('at 320 px', everyPage, {
    'a wide block': [/<p\.fault.* runs over the edge/, { ...html('<p class="fault">x</p>'), ...css('.fault { width: 500px }') }],
    'a long word': [/text of <p\.fault/, { ...html(`<p class="fault">${'x'.repeat(80)}</p>`), ...css('.fault { overflow-wrap: normal }') }],
    'text that is cut off': [/is cut off by <div\.fault/, { ...html(`<div class="fault">${'x '.repeat(200)}</div>`), ...css('.fault { overflow: hidden; white-space: nowrap }') }],
  }),
  ...group('at 1280 px', everyPage, {
    'a wide block': [/runs over the edge/, { ...html('<p class="fault">x</p>'), ...css('.fault { width: 1500px }') }],
  }),
  ...group('with text at 200 %', everyPage, {
    'a box of a fixed height': [/is cut off/, { ...html(`<div class="fault">${'x '.repeat(40)}</div>`), ...css('.fault { width: 400px; height: 60px; overflow: hidden }') }],
  }),
  ...group('citations', citations, {
    'a number of no source': [/does not open its source|opens nothing/, inStory(swap(NUMBER, '$1"gone"'))],
    'a number of another source': [/opens another source/, inStory(swap(/(popovertarget="[^"]*" aria-label="Source \d+: )/, '$1Nobody '))],
    'no way to close but a click elsewhere': [/nothing in it closes/, inStory((text) => text.replaceAll(/<button[^>]*popovertargetaction="hide">Close<\/button>/g, ''))],
    'a preview that a click elsewhere leaves open': [/click elsewhere/, inStory((text) => text.replaceAll('<div popover id', '<div popover="manual" id'))],
    'a preview off the screen': [/not on the screen/, css('[popover] { position: fixed !important; position-area: none !important; inset: 100vh auto auto 0 !important }')],
  }),
  ...group('focus', keyboard, {
    'no outline': [/looks the same/, css('* { outline: 0 !important; box-shadow: none !important }')],
    'something over all': [/is under <div\.fault/, { ...html('<div class="fault"></div>'), ...css('.fault { position: fixed; inset: 0 }') }],
    'an order of its own': [/goes back/, inStory(swap('<a class="home"', '<a tabindex="1" class="home"'))],
  }),
  ...group('skip-link', keyboard, {
    'none': [/skips nothing/, inStory(swap(/<a class="skip".*?<\/a>/, ''))],
    'one that is never seen': [/is not seen/, css('.skip { left: -99rem !important }')],
  }),
  ...group('navigation', keyboard, {
    'a link that a script holds': [/does not lead/, script('addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault())')],
  }),
  ...group('targets', targets, {
    'a header that stays': [/is followed and under/, css('header.site { position: fixed; z-index: 1; inset: 0 0 auto; height: 9rem; background: Canvas }')],
  }),
  ...group('without-script', unscripted, {
    'words that only a script brings': [/only with script: brought/, script('document.querySelector("main").append("brought")')],
    'a button that only a script answers': [/does nothing/, html('<button type="button">x</button>')],
  }),
  ...group('links-without-script', unscripted, { 'a link to nowhere': [/gone\/ leads nowhere/, html('<a href="gone/">x</a>')] }),
  ...group('without-style', unstyled, {
    'a heading above the headline': [/the first heading/, inStory(swap('<h1', '<h2>x</h2><h1'))],
    'numbers twice': [/more than once/, inStory(swap(/ hidden>(\d+)<\/button>/, '>$1</button>'))],
    'a value before its label': [/has no label/, inStory(swap(/(<dt>.*?<\/dt>)\s*(<dd class="value.*?<\/dd>)/s, '$2$1'))],
    'a list without numbers': [/has no number/, inStory((text) => text.replace(/(<section class="sources".*?)<ol>/s, '$1<ol type="none">').replace('<li id="source-', '<li type="disc" id="source-'))],
  }),
  ...group('colour-scheme', colours, {
    'always light': [/dark asked for|color-scheme is/, css(':root { color-scheme: light !important } body { background: #fff !important; color: #000 !important }')],
    'words that forced colours take away': [/not there with forced colours/, css('@media (forced-colors: active) { .dek { display: none } }')],
    'a focus shown by shadow alone': [/no outline/, css(':focus-visible { outline: none !important; box-shadow: 0 0 0 3px }')],
    'motion for those who want less': [/moves/, css('@keyframes turn { to { rotate: 1turn } } h1 { animation: turn 9s infinite }')],
  }),
  ...group('print', print, {
    'addresses lost': [/address of a source is not on paper/, css('@media print { a::after { content: none !important } }')],
    'a nav on paper': [/nav.* is printed/, css('@media print { nav:not(#x) { display: block !important } }')],
    'a table that would scroll': [/is cut off/, { ...html(`<div class="fault"><table><tr><td>${'x'.repeat(300)}</table></div>`), ...css('.fault { overflow: auto } .fault td { overflow-wrap: normal; white-space: nowrap }') }],
    'text that is hidden': [/not on paper/, css('@media print { .dek { color: transparent; font-size: 0; line-height: 9px } .dek::before { content: "x"; font-size: 9px } }')],
  }),
  ...group('axe', accessibility, {
    'an image without alt': [/image-alt/, html('<img src="../favicon.svg">')],
    'pale text in the light': [/color-contrast/, css('@media (prefers-color-scheme: light) { main p { color: #ccc } }')],
    'pale text in the dark': [/color-contrast/, css('@media (prefers-color-scheme: dark) { main p { color: #444 } }')],
    'small targets': [/target-size/, { ...html('<p class="fault"><a href="../a">a</a> <a href="../b">b</a></p>'), ...css('.fault a { display: block; font-size: 8px; line-height: 8px; width: 8px }') }],
  }),
];
