// Data files that others read: sources as CSL-JSON, BibTeX and RIS, claims as JSON and CSV.

import { squeezed, textOf } from '../tools/output.mjs';
import { bareMarks, fromTex, parseBibtex, parseCsv, parseRis } from '../tools/references.mjs';
import { repeated } from '../tools/tally.mjs';

/** The types of CSL 1.0.2 that a source on the web can be. */
const CSL_TYPES = new Set(['webpage', 'article', 'article-newspaper', 'article-magazine', 'article-journal', 'report', 'post', 'post-weblog', 'document', 'dataset', 'speech', 'interview', 'broadcast', 'motion_picture', 'legal_case', 'legislation']);

/** What CSL 1.0.2 lets stand in an item, of what a source can have. */
const CSL_KEYS = new Set(['id', 'type', 'title', 'container-title', 'URL', 'author', 'issued', 'accessed', 'archive_location', 'note', 'publisher', 'language', 'archive', 'abstract', 'custom', 'keyword']);

export function exports(output, record) {
  const csl = read(output, record, 'sources.json', (text) => JSON.parse(text), cslProblems);
  const bib = read(output, record, 'sources.bib', parseBibtex, bibProblems);
  const ris = read(output, record, 'sources.ris', parseRis, risProblems);
  record('sources-agree', 'sources.json, sources.bib, sources.ris', agreement(csl, bib, ris));
  record('sources-listed', 'sources/', listing(output, csl));
  const claims = read(output, record, 'claims.json', (text) => JSON.parse(text).claims, claimProblems);
  const rows = read(output, record, 'claims.csv', parseCsv, () => []);
  record('claims-agree', 'claims.json, claims.csv, numbers/', claimAgreement(output, claims, rows));
}

function read(output, record, name, parse, check) {
  let list = [];
  const problems = [];
  try {
    const text = textOf(output, name);
    if (text === undefined) throw new Error('is missing');
    list = parse(text);
    problems.push(...check(list));
  } catch (error) {
    problems.push(error.message);
  }
  record('exports', name, problems);
  return list;
}

function cslProblems(items) {
  const problems = repeated(items.map((item) => item.id)).map((id) => `two items with the id ${id}`);
  for (const item of items) {
    const say = (isRight, what) => isRight || problems.push(`${item.id}: ${what}`);
    say(typeof item.id === 'string' && item.id, 'no id');
    say(CSL_TYPES.has(item.type), `type ${item.type}`);
    say(typeof item.title === 'string' && item.title, 'no title');
    say(item.URL === undefined || URL.canParse(item.URL), `URL ${item.URL}`);
    for (const key of Object.keys(item)) say(CSL_KEYS.has(key), `CSL knows no ${key}`);
    for (const name of item.author ?? []) say(name.literal || name.family, 'an author without a name');
    for (const date of [item.issued, item.accessed]) say(date === undefined || isCslDate(date), `date ${JSON.stringify(date)}`);
  }
  return problems;
}

function isCslDate(date) {
  if (date.literal) return true;
  const [year, month = 1, day = 1] = date['date-parts']?.[0] ?? [];
  return Number.isInteger(year) && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

function bibProblems(entries) {
  const problems = repeated(entries.map((entry) => entry.key)).map((key) => `two entries with the key ${key}`);
  for (const { key, fields } of entries) {
    if (!fields.title) problems.push(`${key}: no title`);
    for (const [name, value] of Object.entries(fields)) {
      if (name === 'url') continue;
      const marks = bareMarks(value);
      if (marks.length > 0) problems.push(`${key}: ${name} holds ${marks.join(' ')} unescaped`);
    }
    if (fields.date && !/^\d{4}(-\d\d(-\d\d)?)?$/.test(fields.date)) problems.push(`${key}: date ${fields.date}`);
  }
  return problems;
}

function risProblems(records) {
  const problems = [];
  for (const record of records) {
    const id = record.find(([tag]) => tag === 'ID')?.[1];
    if (!record.some(([tag, value]) => tag === 'TI' && value)) problems.push(`${id}: no title`);
    for (const [tag, value] of record) {
      if (tag === 'PY' && !/^\d{4}$/.test(value)) problems.push(`${id}: PY ${value}`);
      if (['DA', 'Y2'].includes(tag) && !/^\d{4}\/(\d\d)?\/(\d\d)?\/$/.test(value)) problems.push(`${id}: ${tag} ${value}`);
    }
  }
  return problems;
}

/** The three files hold the same sources in one order. */
function agreement(csl, bib, ris) {
  const problems = [];
  if (csl.length !== bib.length || csl.length !== ris.length) {
    return [`${csl.length} in CSL, ${bib.length} in BibTeX, ${ris.length} in RIS`];
  }
  csl.forEach((item, place) => {
    const record = Object.fromEntries(ris[place]);
    const { title, url } = bib[place].fields;
    if (squeezed(fromTex(title)) !== squeezed(item.title)) problems.push(`${item.id}: BibTeX has the title ${title}`);
    if (record.ID !== item.id) problems.push(`${item.id}: RIS has the id ${record.ID}`);
    if (squeezed(record.TI) !== squeezed(item.title)) problems.push(`${item.id}: RIS has the title ${record.TI}`);
    if (record.UR !== item.URL) problems.push(`${item.id}: RIS has the URL ${record.UR}`);
    if (url !== item.URL) problems.push(`${item.id}: BibTeX has the URL ${url}`);
  });
  return problems;
}

/** Each source has a page of its own, and each page a source. */
function listing(output, csl) {
  const pages = output.pages.filter((page) => page.kind === 'source').length;
  return pages === csl.length ? [] : [`${csl.length} sources but ${pages} pages of sources`];
}

function claimProblems(claims) {
  const problems = [];
  for (const claim of claims) {
    if (!claim.id || claim.value === undefined || claim.value === '') problems.push(`no id or value: ${JSON.stringify(claim)}`);
    if (!Array.isArray(claim.sources) || !Array.isArray(claim.used_in)) problems.push(`${claim.id}: no lists`);
  }
  for (const url of repeated(claims.map((claim) => claim.url))) problems.push(`two claims at ${url}`);
  return problems;
}

function claimAgreement(output, claims, rows) {
  if (claims.length !== rows.length) return [`${claims.length} in JSON, ${rows.length} in CSV`];
  const numbers = output.pages.filter((page) => page.kind === 'numbers');
  const problems = [];
  claims.forEach((claim, place) => {
    const row = rows[place];
    for (const key of ['id', 'value', 'amount', 'unit', 'label', 'text', 'as_of', 'status']) {
      if (row[key] !== String(claim[key] ?? '')) problems.push(`${claim.id}: ${key} is ${row[key]} in CSV, ${claim[key]} in JSON`);
    }
    if (row.sources !== claim.sources.map((source) => source.id).join(' ')) problems.push(`${claim.id}: sources differ`);
    if (row.used_in !== claim.used_in.join(' ')) problems.push(`${claim.id}: uses differ`);
    const id = decodeURIComponent(claim.url.split('/').at(-2) ?? '');
    if (!numbers.some((page) => page.$(`[id="${id}"]`).length === 1)) problems.push(`${claim.id}: no ${id} on the numbers page`);
    if (!output.pages.some((page) => page.kind === 'claim' && page.path === `numbers/${id}/index.html`)) problems.push(`${claim.id}: no page at ${claim.url}`);
  });
  return problems;
}
