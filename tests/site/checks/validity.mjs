// Every page is valid HTML, as two validators see it: html-validate and the Nu Html Checker (vnu).

import { HtmlValidate } from 'html-validate';
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Validity and accessibility are strict; how the source is laid out is nobody's business. */
const RULES = {
  root: true,
  extends: ['html-validate:recommended'],
  rules: {
    // Long headlines are the newsroom's choice.
    'long-title': 'off',
    // Ids follow those of sources, which may hold any script, dots and colons, as HTML lets them.
    'valid-id': ['error', { relaxed: true }],
    // Our own stylesheet needs no checksum; another host's is refused by the safety checks.
    'require-sri': ['error', { target: 'crossorigin' }],
  },
};

/** What vnu's stylesheet checker does not know yet, looked at and right as it is: [pattern, why]. */
const REVIEWED = [
  [/^CSS: Unrecognized at-rule “@property”/, 'CSS Properties and Values API'],
  [/^CSS: “position-(anchor|area|try|try-fallbacks|visibility)”: Property .* doesn't exist/, 'CSS Anchor Positioning'],
  [/^CSS: “(vector-effect|paint-order)”: Property .* doesn't exist/, 'SVG 2, as properties of style'],
];

export async function validity(output, record) {
  const validator = new HtmlValidate(RULES);
  for (const page of output.pages) {
    const report = await validator.validateString(page.html, page.path);
    const messages = report.results.flatMap((result) => result.messages);
    record('html-validate', page.path, messages.map((one) => `${one.line}:${one.column} ${one.ruleId}: ${one.message}`));
  }
  const problems = vnu(output.folder);
  const names = [...output.files.keys()].filter((name) => /\.(html|css|svg)$/.test(name));
  for (const name of names) record('vnu', name, problems.get(name) ?? []);
}

/** What vnu finds in a folder, by file: pages, stylesheets and images. */
function vnu(folder) {
  const home = dirname(createRequire(import.meta.url).resolve('vnu-jar/package.json'));
  const jar = join(home, 'build', 'dist', 'vnu.jar');
  const options = ['--format', 'json', '--stdout', '--exit-zero-always', '--also-check-css', '--also-check-svg'];
  const run = execFileSync('java', ['-Xss4m', '-jar', jar, ...options, '--skip-non-html', folder], { maxBuffer: 1 << 28 });
  const problems = new Map();
  const base = pathToFileURL(folder).href;
  for (const message of JSON.parse(run.toString('utf8')).messages) {
    if (REVIEWED.some(([pattern]) => pattern.test(message.message))) continue;
    const name = decodeURI(relative(base, message.url ?? base));
    const kind = message.subType ?? message.type;
    const line = `${message.lastLine ?? '?'}: ${kind}: ${message.message} ${JSON.stringify(message.extract ?? '')}`;
    problems.set(name, [...(problems.get(name) ?? []), line]);
  }
  return problems;
}
