// Readers of BibTeX, RIS and CSV by their grammars: strict, so that what passes is read anywhere.

/** Entries of a .bib file: [{type, key, fields}]; throws on what BibTeX would not read. */
export function parseBibtex(text) {
  const entries = [];
  let at = 0;
  const fail = (why) => {
    throw new Error(`line ${text.slice(0, at).split('\n').length}: ${why}`);
  };
  const skip = () => {
    while (/\s/.test(text[at] ?? '')) at += 1;
  };
  const take = (pattern, what) => {
    pattern.lastIndex = at;
    const hit = pattern.exec(text);
    if (!hit) fail(`${what} is wanted`);
    at = pattern.lastIndex;
    return hit[1] ?? hit[0];
  };
  const value = () => {
    const start = at + 1;
    let depth = 0;
    for (; at < text.length; at += 1) {
      if (text[at] === '{') depth += 1;
      if (text[at] === '}') depth -= 1;
      if (depth === 0) return text.slice(start, at++);
    }
    return fail('a brace is not closed');
  };
  for (skip(); at < text.length; skip()) {
    const type = take(/@([a-z]+)\s*\{/giy, '@type{');
    const key = take(/\s*([^\s,{}"#%'()=~\\]+)\s*,/gy, 'a key');
    const fields = {};
    for (skip(); text[at] !== '}'; skip()) {
      const name = take(/([a-z]+)\s*=\s*(?=\{)/giy, 'a field');
      if (name in fields) fail(`${name} stands twice`);
      fields[name] = value();
      skip();
      if (text[at] === ',') at += 1;
      else if (text[at] !== '}') fail('a comma is wanted');
    }
    at += 1;
    entries.push({ type, key, fields });
  }
  return entries;
}

const ESCAPED = /\\text(?:backslash|asciitilde|asciicircum)\{\}|\\([&%$#_{}])/g;
const TEX = { '\\textbackslash{}': '\\', '\\textasciitilde{}': '~', '\\textasciicircum{}': '^' };

/** What TeX prints for a field. */
export function fromTex(value) {
  return value.replace(ESCAPED, (hit, mark) => mark ?? TEX[hit]);
}

/** The marks in a field that TeX would take for a command. */
export function bareMarks(value) {
  return value.replace(ESCAPED, '').match(/[\\&%$#_^~]/g) ?? [];
}

/** Records of a RIS file: each a list of [tag, value], from TY to ER. */
export function parseRis(text) {
  const records = [];
  let record = null;
  text.split('\r\n').forEach((line, index) => {
    if (line === '') return;
    const hit = line.match(/^([A-Z][A-Z0-9])  - (.*)$/);
    const fail = (why) => {
      throw new Error(`line ${index + 1}: ${why}: ${JSON.stringify(line)}`);
    };
    if (!hit) fail('no `TAG  - value`');
    const [, tag, value] = hit;
    if ((tag === 'TY') !== (record === null)) fail(tag === 'TY' ? 'TY before ER' : `${tag} before TY`);
    if (tag === 'TY') record = [];
    record.push([tag, value]);
    if (tag === 'ER') {
      records.push(record);
      record = null;
    }
  });
  if (record) throw new Error('the last record has no ER');
  return records;
}

/** Rows of a CSV file (RFC 4180), as objects by the names in its first line. */
export function parseCsv(text) {
  const rows = [];
  let row = [];
  const cell = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/gy;
  while (cell.lastIndex < text.length) {
    const start = cell.lastIndex;
    const hit = cell.exec(text);
    if (!hit) throw new Error(`at ${JSON.stringify(text.slice(start, start + 40))}: no cell of RFC 4180`);
    row.push(hit[1].startsWith('"') ? hit[1].slice(1, -1).replaceAll('""', '"') : hit[1]);
    if (hit[2] !== ',') {
      rows.push(row);
      row = [];
    }
  }
  const [names, ...rest] = rows;
  return rest.map((cells, index) => {
    if (cells.length !== names.length) throw new Error(`row ${index + 2} has ${cells.length} cells, not ${names.length}`);
    return Object.fromEntries(names.map((name, place) => [name, cells[place]]));
  });
}
