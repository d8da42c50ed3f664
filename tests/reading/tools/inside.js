// Runs in the page: what the checks ask of elements there.

globalThis.reading = {
  /** An element in a few words: `<a.home "One deal">`. */
  nameOf(element) {
    if (!element) return 'nothing';
    const mark = element.id ? `#${element.id}` : [...element.classList].map((name) => `.${name}`).join('');
    const words = (element.getAttribute('aria-label') ?? element.textContent).replace(/\s+/g, ' ').trim();
    return `<${element.localName}${mark}${words ? ` "${words.slice(0, 40)}${words.length > 40 ? '…' : ''}"` : ''}>`;
  },

  /** Whether it is drawn, off the edge or not. */
  isDrawn(element) {
    return element.checkVisibility({ visibilityProperty: true }) && [...element.getClientRects()].some((box) => box.width > 1 && box.height > 1);
  },

  /** Whether it is drawn within the page; what stands far off the edge is for screen readers. */
  isSeen(element) {
    if (!reading.isDrawn(element)) return false;
    const box = element.getBoundingClientRect();
    return box.right + scrollX > 0 && box.bottom + scrollY > 0;
  },

  /** All of a selector that are seen. */
  seen(selector, within = document) {
    return [...within.querySelectorAll(selector)].filter(reading.isSeen);
  },

  /** What stands where an element is in view: itself, or what covers it. */
  standsOver(element) {
    for (const box of element.getClientRects()) {
      const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
      const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
      if (right > left && bottom > top) return document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    }
    return null;
  },

  /** The text nodes that are seen, but for blanks. */
  *texts() {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.data.trim() && !node.parentElement.closest('script,style,template') && reading.isSeen(node.parentElement)) yield node;
    }
  },

  /** What runs over the edge of the page or is cut off by a box. `scrolling`: whether a box may scroll instead. */
  overflows({ scrolling }) {
    const root = document.documentElement;
    const page = { left: 0, right: root.clientWidth, top: -Infinity, bottom: Infinity };
    const problems = [];
    reading.markHolders();
    const look = (element, holder, boxes, what) => {
      if (holder && (holder.clientWidth <= 1 || (scrolling && reading.scrolls(holder)))) return;
      const most = holder?.getBoundingClientRect() ?? page;
      const outside = (box) => box.left < most.left - 1 || box.right > most.right + 1 || box.top < most.top - 1 || box.bottom > most.bottom + 1;
      if ([...boxes].some(outside)) problems.push(`${what}${reading.nameOf(element)} ${holder ? `is cut off by ${reading.nameOf(holder)}` : 'runs over the edge'}`);
    };
    for (const node of reading.texts()) {
      const range = document.createRange();
      range.selectNodeContents(node);
      look(node.parentElement, reading.holderOf(node.parentElement), range.getClientRects(), 'text of ');
    }
    for (const element of reading.seen('img,svg,video,audio,canvas,table,pre,input,select,button,textarea,[class]')) {
      if (element.localName !== 'svg' && element.closest('svg')) continue;
      const holder = reading.holderOf(element.parentElement);
      // A frame may be wider than the box that hides its edges: what counts there is what it holds.
      if (!holder || element.matches('img,svg,table,pre,input,button')) look(element, holder, element.getClientRects(), '');
    }
    const extra = root.scrollWidth - root.clientWidth;
    if (extra > 0) problems.unshift(`the page scrolls sideways by ${extra} px`);
    return problems;
  },

  /** The nearest box, from an element outwards, that does not let its text run over. */
  holderOf(element) {
    const holder = element.closest('[data-reading-holds]');
    return holder === document.body ? null : holder;
  },

  scrolls: (element) => /auto|scroll/.test(getComputedStyle(element).overflowX),

  /** Marks the boxes that `holderOf` finds. */
  markHolders() {
    for (const element of document.body.querySelectorAll('*')) {
      const { overflowX, display } = getComputedStyle(element);
      element.toggleAttribute('data-reading-holds', overflowX !== 'visible' && display !== 'inline');
    }
  },
};
