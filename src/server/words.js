// Finds words in a page by the sentence that they stand in. Spaces do not count, nor does the form of quotation marks
// and dashes; where the sentence has a citation, a claim's value or code, a little of anything may stand.

/** What stands in the place of what is no word of the writer's. */
const HOLE = '\uFFFC';
/** How much may stand there, in characters. */
const GAP = 120;
/** What a page puts between the words of a sentence, and lists of its own headings. */
const BESIDE = 'script, style, template, noscript, button, nav, [popover], [aria-hidden=true], .cite, sup.footnote, data .disputed';
const SAME = new Map([...'\u2018\u2019\u201A\u201B\u2032'].map((mark) => [mark, "'"])
  .concat([...'\u201C\u201D\u201E\u201F\u2033\u00AB\u00BB'].map((mark) => [mark, '"']))
  .concat([...'\u2010\u2011\u2012\u2013\u2014\u2212'].map((mark) => [mark, '-'])));
/** Spaces, and what only says where a line may break. */
const NOTHING = /[\s\u00AD\u200B\u2060\uFEFF]/u;

/** The text of an element, each of its characters with its place. */
export function read(element) {
  const accept = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return NodeFilter.FILTER_ACCEPT;
    return node.matches(BESIDE) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
  };
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, accept);
  const nodes = [];
  const starts = [];
  const offsets = [];
  let text = '';
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    nodes.push(node);
    starts.push(text.length);
    for (let at = 0; at < node.data.length; at += 1) {
      const mark = plain(node.data[at]);
      text += mark;
      if (mark) offsets.push(at);
    }
  }
  return { text, nodes, starts, offsets };
}

/** Ranges for words and for their sentence; null where the page does not show them. */
export function find(page, { before, excerpt, after, nth }) {
  const [start, end] = [before, before + excerpt].map((words) => plainText(words).length);
  const pieces = piecesOf(plainText(before + excerpt + after));
  if (pieces.length === 0) return null;
  let found = null;
  let left = nth;
  // The last of them, where the page shows fewer than the file has.
  for (let at = next(page.text, pieces, 0); at && left >= 0; at = next(page.text, pieces, at[0] + 1)) {
    found = at;
    left -= 1;
  }
  if (!found) return null;
  const shown = pieces.flatMap((piece, number) => {
    const from = Math.max(piece.start, start);
    const to = Math.min(piece.start + piece.text.length, end);
    return from < to ? [[found[number] + from - piece.start, found[number] + to - piece.start]] : [];
  });
  const sentence = rangeOf(page, found[0], found.at(-1) + pieces.at(-1).text.length);
  return { sentence, words: shown.length === 0 ? sentence : rangeOf(page, shown[0][0], shown.at(-1)[1]) };
}

/** What stands between the holes, and where in the sentence. */
function piecesOf(text) {
  return [...text.matchAll(new RegExp(`[^${HOLE}]+`, 'gu'))].map((match) => ({ text: match[0], start: match.index }));
}

/** Where each piece stands that follows the one before closely enough; the first is looked for from a place on. */
function next(text, [first, ...others], from) {
  for (let at = text.indexOf(first.text, from); at >= 0; at = text.indexOf(first.text, at + 1)) {
    const places = [at];
    let end = at + first.text.length;
    for (const piece of others) {
      // No further than the gap: a page is long, and a sentence may have many holes.
      const close = text.slice(end, end + GAP + piece.text.length).indexOf(piece.text);
      if (close < 0) break;
      places.push(end + close);
      end += close + piece.text.length;
    }
    if (places.length === others.length + 1) return places;
  }
  return null;
}

function plain(mark) {
  if (NOTHING.test(mark)) return '';
  return SAME.get(mark) ?? mark;
}

function plainText(words) {
  let text = '';
  for (const mark of words.split('')) text += plain(mark);
  return text;
}

function rangeOf(page, start, end) {
  const range = new Range();
  range.setStart(...place(page, start));
  const [node, offset] = place(page, Math.max(end - 1, start));
  range.setEnd(node, offset + 1);
  return range;
}

/** The text node that a character stands in, and where. */
function place({ nodes, starts, offsets }, at) {
  let low = 0;
  let high = nodes.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= at) low = middle;
    else high = middle;
  }
  return [nodes[low], offsets[at]];
}
