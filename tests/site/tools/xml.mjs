// A strict XML parser (saxes keeps to XML 1.0 and its namespaces) and the small tree that the checks read.

import { execFileSync } from 'node:child_process';
import { SaxesParser } from 'saxes';

/** Parses a document; throws on anything that is not well-formed. */
export function parseXml(text) {
  const parser = new SaxesParser({ xmlns: true });
  const top = { name: '', children: [], text: '' };
  const open = [top];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => {
    const attributes = Object.fromEntries(Object.values(tag.attributes).map((one) => [one.name, one.value]));
    const node = { name: tag.local, uri: tag.uri, attributes, children: [], text: '' };
    open.at(-1).children.push(node);
    open.push(node);
  });
  const add = (more) => (open.at(-1).text += more);
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('closetag', () => open.pop());
  parser.write(text).close();
  return top.children[0];
}

/** The children of a name, in the parent's own namespace unless another is given. */
export function children(node, name, uri = node.uri) {
  return node.children.filter((child) => child.name === name && child.uri === uri);
}

/** The text of the only child of a name; null where there is none or more than one. */
export function only(node, name, uri) {
  const found = children(node, name, uri);
  return found.length === 1 ? found[0].text.trim() : null;
}

/** What xmllint has to say, where it is installed: a second opinion. */
export function xmllintProblems(bytes) {
  try {
    execFileSync('xmllint', ['--noout', '--nonet', '-'], { input: bytes, stdio: ['pipe', 'pipe', 'pipe'] });
    return [];
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    return [`xmllint: ${String(error.stderr).trim().split('\n')[0]}`];
  }
}
