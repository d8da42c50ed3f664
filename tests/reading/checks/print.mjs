// On paper: all text, each source with its address, nothing cut off, and nothing that can only be clicked.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { extractText, getDocumentProxy } from 'unpdf';

/** A4 with margins of 1 cm, in CSS pixels. */
const SHEET = { width: 718, height: 1047 };

export async function print(site, record) {
  const prepare = (tab) => tab.emulateMedia({ media: 'print' });
  for (const { page, found } of await site.visit(site.samples, { prepare, viewport: SHEET }, (tab, page) => look(site, tab, page))) {
    record('print', page.path, found);
  }
}

async function look(site, tab, page) {
  const { problems, texts } = await tab.evaluate(lookAtSheet);
  const paper = bare(await textOnPaper(tab));
  const lost = texts.filter((text) => isLatin(text) && !isOn(paper, text));
  const addresses = (await addressesOf(site, tab, page)).filter((address) => !paper.includes(bare(address)));
  return [...problems, ...lost.map((text) => `not on paper: ${text}`), ...addresses.map((address) => `the address of a source is not on paper: ${address}`)];
}

async function textOnPaper(tab) {
  const margin = { top: '1cm', right: '1cm', bottom: '1cm', left: '1cm' };
  const pdf = await getDocumentProxy(new Uint8Array(await tab.pdf({ format: 'A4', margin })), { verbosity: 0 });
  return (await extractText(pdf, { mergePages: true })).text;
}

/** The addresses that the site's data name: of the sources of a page, or of all. */
async function addressesOf(site, tab, page) {
  if (page.kind === 'sources') {
    const shown = await tab.evaluate(() => document.querySelector('main').innerHTML);
    const all = JSON.parse(readFileSync(join(site.folder, 'sources.json'), 'utf8'));
    return all.filter((source) => source.URL && shown.includes(`${encodeURI(source.id)}/"`)).map((source) => source.URL);
  }
  return tab.evaluate(() => {
    const data = document.querySelector('script[type="application/ld+json"]');
    const graph = data ? JSON.parse(data.textContent)['@graph'] ?? [] : [];
    return (graph.find((item) => item.citation && item.headline)?.citation ?? []).map((source) => source.url).filter(Boolean);
  });
}

/** Letters and digits: blanks, hyphens and marks fall where lines break. */
function bare(text) {
  return text.normalize('NFKD').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** Where a page ends within a text, something else may stand between its halves. */
function isOn(paper, text) {
  if (paper.includes(bare(text))) return true;
  const words = text.split(' ');
  return words.some((_, cut) => paper.includes(bare(words.slice(0, cut).join(' '))) && paper.includes(bare(words.slice(cut).join(' '))));
}

/** A PDF holds other scripts in the order of drawing, and small icons are no text. */
function isLatin(text) {
  return /[a-z]{3}/i.test(text) && /^[\p{Script=Latin}\p{N}\p{P}\p{S}\p{Z}\s]*$/u.test(text);
}

/** Runs in the page. */
function lookAtSheet() {
  const problems = reading.overflows({ scrolling: false });
  for (const element of document.querySelectorAll('nav,[popover],audio,video,input')) {
    if (reading.isSeen(element) && !(element.type === 'checkbox')) problems.push(`${reading.nameOf(element)} is printed`);
  }
  const texts = [...reading.texts()].filter((node) => !node.parentElement.closest('pre')).map((node) => node.data.replace(/\s+/g, ' ').trim());
  return { problems, texts: [...new Set(texts)] };
}
