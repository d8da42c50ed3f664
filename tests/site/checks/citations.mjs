// A number in the text leads to its source by button and by link, and the source leads back.

import { words } from '../tools/output.mjs';

export function citations(output, record) {
  for (const page of output.pages) {
    record('popovers', page.path, popovers(page));
    record('citations', page.path, [...numbers(page), ...backLinks(page)]);
  }
}

function popovers({ $ }) {
  const problems = [];
  const opened = new Set();
  $('[popovertarget]').each((_, button) => {
    const id = $(button).attr('popovertarget');
    const target = $(`[id="${id}"]`);
    if (target.length !== 1 || target.attr('popover') === undefined) problems.push(`no popover has the id ${id}`);
    if ($(button).attr('popovertargetaction') !== 'hide') opened.add(id);
  });
  // A source that the text does not cite has no number there to open it by.
  $('[popover]').each((_, popover) => {
    const id = $(popover).attr('id');
    const source = $(popover).find('.go a[href^="#"]').attr('href');
    const uses = source ? $(`[id="${decodeURIComponent(source.slice(1))}"] .back .ab a`).length : 0;
    if (uses > 0 && !opened.has(id)) problems.push(`nothing opens the popover ${id}`);
  });
  return problems;
}

/** In `.cite`, button and link show one number, and it is the number of the source that both lead to. */
function numbers({ $ }) {
  const problems = [];
  $('.cite').each((_, cite) => {
    const button = $(cite).children('button');
    const link = $(cite).children('a[href^="#"]');
    const shown = words(button);
    if (button.length !== 1 || link.length !== 1) {
      problems.push(`a citation without button or link: ${words($(cite))}`);
      return;
    }
    const target = decodeURIComponent(link.attr('href').slice(1));
    const source = $(`section.sources > ol > li[id="${target}"]`);
    if (source.length !== 1) problems.push(`${shown} leads to ${target}, which is no source of the list`);
    else if (source.attr('value') !== shown || words(link) !== shown) problems.push(`${shown} leads to source ${source.attr('value')}`);
    if (button.attr('popovertarget')?.replace(/^note-/, 'source-') !== target) problems.push(`${shown}: button and link part`);
  });
  $('section.sources > ol > li').each((place, source) => {
    if ($(source).attr('value') !== String(place + 1)) problems.push(`source ${place + 1} has the number ${$(source).attr('value')}`);
  });
  return problems;
}

/** Each "cited at" leads to a use of that source, and each use is led back to. */
function backLinks({ $ }) {
  const problems = [];
  const back = new Set();
  $('section.sources > ol > li').each((_, source) => {
    $(source).find('.back .ab a[href^="#"]').each((_, link) => {
      const id = decodeURIComponent($(link).attr('href').slice(1));
      back.add(id);
      const use = $(`[id="${id}"]`);
      if (use.length !== 1) problems.push(`${$(source).attr('id')}: no use ${id} in the text`);
    });
  });
  // A heading may begin with "Cite" and carry an id like those of uses.
  $('[id^="cite-"]:not(h1,h2,h3,h4,h5,h6)').each((_, use) => {
    const id = $(use).attr('id');
    if (!back.has(id)) problems.push(`no source leads back to ${id}`);
  });
  return problems;
}
