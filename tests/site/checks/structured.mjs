// The JSON-LD of a page parses and says the same as the page does.

import { squeezed, words } from '../tools/output.mjs';

export function structuredData(output, record) {
  for (const page of output.pages) {
    const scripts = page.$('script[type="application/ld+json"]');
    const wanted = page.kind === 'story' ? 1 : scripts.length;
    const problems = scripts.length === wanted && scripts.length <= 1 ? [] : [`${scripts.length} blocks of JSON-LD`];
    scripts.each((_, script) => {
      try {
        const data = JSON.parse(page.$(script).text());
        if (data['@context'] !== 'https://schema.org') problems.push(`@context is ${data['@context']}`);
        if (page.kind === 'story') problems.push(...storyProblems(output, page, data));
      } catch (error) {
        problems.push(`not JSON: ${error.message}`);
      }
    });
    record('structured-data', page.path, problems);
  }
}

function storyProblems(output, page, data) {
  const { $ } = page;
  const graph = data['@graph'] ?? [];
  const [article, ...others] = graph;
  const problems = [];
  const same = (what, said, shown) => {
    if (JSON.stringify(said) !== JSON.stringify(shown)) {
      problems.push(`${what}: JSON-LD says ${JSON.stringify(said)}, the page ${JSON.stringify(shown)}`);
    }
  };
  const texts = (selector) => $(selector).toArray().map((element) => words($(element)));
  same('@type', article?.['@type'], ['NewsArticle', 'BackgroundNewsArticle']);
  same('headline', squeezed(article?.headline), words($('main h1').first()));
  same('url', article?.url, page.url);
  same('canonical', $('link[rel="canonical"]').attr('href'), page.url);
  same('mainEntityOfPage', article?.mainEntityOfPage, page.url);
  same('language', article?.inLanguage, $('article[lang]').attr('lang') ?? $('html').attr('lang'));
  const [published, updated] = $('.meta .facts time').toArray().map((element) => $(element).attr('datetime'));
  same('datePublished', article?.datePublished?.slice(0, 10), published?.slice(0, 10));
  same('dateModified', article?.dateModified?.slice(0, 10), (updated ?? published)?.slice(0, 10));
  same('authors', (article?.author ?? []).map((one) => squeezed(one.name)), texts('.meta a[rel="author"]'));
  const titles = (article?.citation ?? []).map((one) => squeezed(one.name));
  same('sources', titles, texts('section.sources > ol > li > p > cite'));
  same('number of sources', titles.length, $('section.sources > ol > li').length);
  const told = (article?.correction ?? []).map((one) => squeezed(one.text));
  same('corrections', told, $('ul.corrections > li > div').toArray().map((element) => withoutMarkers($, element)));
  problems.push(...shapeProblems(article, others));
  return problems;
}

/** What schema.org's types ask of the parts. */
function shapeProblems(article, others) {
  const problems = [];
  const wrong = (is, what) => {
    if (is) problems.push(what);
  };
  for (const work of article?.citation ?? []) {
    wrong(work['@type'] !== 'CreativeWork' || !work.name, `a citation without type or name: ${JSON.stringify(work)}`);
    wrong(work.url !== undefined && !URL.canParse(work.url), `a citation with the URL ${work.url}`);
  }
  for (const one of article?.correction ?? []) {
    wrong(one['@type'] !== 'CorrectionComment' || !one.text || !one.datePublished, `correction: ${JSON.stringify(one)}`);
  }
  for (const claim of others) {
    wrong(claim['@type'] !== 'Claim' || !claim.name, `a node that is no claim: ${JSON.stringify(claim)}`);
    wrong(claim.appearance?.['@id'] !== article?.['@id'], `claim ${claim.name} does not name the article`);
  }
  const ids = others.map((claim) => claim['@id']);
  wrong(new Set(ids).size !== ids.length, 'a claim stands twice');
  return problems;
}

/** The words of an element, without the numbers of its citations. */
function withoutMarkers($, element) {
  const copy = $(element).clone();
  copy.find('.cite').remove();
  return words(copy);
}
