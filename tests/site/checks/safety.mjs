// Nothing on a page runs, restyles or asks another host for anything, and every id stands once.

import { isAbsolute, linksOf, linksOfStyle } from '../tools/links.mjs';
import { repeated } from '../tools/tally.mjs';

export function safety(output, record) {
  for (const page of output.pages) {
    record('no-script', page.path, scripts(page));
    record('no-inline-style', page.path, inlineStyles(page));
    record('no-third-party', page.path, thirdParties(output, page));
    const ids = page.$('[id]').toArray().map((element) => page.$(element).attr('id'));
    record('unique-ids', page.path, repeated(ids).map((id) => `the id ${id} stands twice`));
  }
  for (const [name, bytes] of output.files) {
    if (!/\.(css|svg)$/.test(name)) continue;
    const text = bytes.toString('utf8');
    const outside = linksOfStyle(text).filter((address) => isAbsolute(address) && !address.startsWith('data:'));
    record('no-third-party', name, outside.map((address) => `asks for ${address}`));
  }
}

function scripts({ $ }) {
  const problems = [];
  $('script').each((_, script) => {
    const { type, src } = script.attribs;
    if (type !== 'application/ld+json' && src === undefined) problems.push(`an inline script: ${$(script).text().slice(0, 60)}`);
  });
  $('*').each((_, element) => {
    for (const [name, value] of Object.entries(element.attribs)) {
      if (/^on/i.test(name)) problems.push(`<${element.name} ${name}>`);
      if (/^\s*(javascript|vbscript|data):/i.test(value) && /^(href|src|action|formaction|data|content)$/.test(name)) {
        problems.push(`<${element.name} ${name}="${value}">`);
      }
    }
  });
  return problems;
}

function inlineStyles({ $ }) {
  return $('[style],style').toArray().map((element) => `<${element.name}> ${element.attribs.style ?? ''}`);
}

/** What a browser asks another host for without being told to by the reader. */
function thirdParties(output, page) {
  const loaded = linksOf(page).filter(({ address, how }) => how === 'loaded' && isAbsolute(address) && !address.startsWith(output.base));
  const early = page.$('link[rel~="preconnect"],link[rel~="dns-prefetch"],link[rel~="prefetch"],iframe,object,embed,base[href],[ping]');
  return [
    ...loaded.map(({ element, address }) => `<${element}> asks for ${address}`),
    ...early.toArray().map((element) => `<${element.name}>`),
  ];
}
