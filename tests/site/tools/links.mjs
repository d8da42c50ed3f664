// Every address that a page names, with what kind of address it is.

/** Attributes that make a browser load something by itself. */
const LOADED = [
  ['link[rel~="stylesheet"],link[rel~="icon"],link[rel~="preload"],link[rel~="manifest"]', 'href'],
  ['script,img,iframe,audio,video,source,track,embed,input', 'src'],
  ['object', 'data'],
  ['video', 'poster'],
  ['use,image', 'href'],
];

/** Attributes that a reader may follow. */
const FOLLOWED = [
  ['a,area', 'href'],
  ['form', 'action'],
  ['blockquote,q,ins,del', 'cite'],
  ['link:not([rel~="stylesheet"]):not([rel~="icon"]):not([rel~="preload"]):not([rel~="manifest"])', 'href'],
];

/** All of them in the order of the page: {address, how, element}. */
export function linksOf(page) {
  const { $ } = page;
  const found = [];
  const collect = (pairs, how) => {
    for (const [selector, attribute] of pairs) {
      $(selector).each((_, element) => {
        const address = $(element).attr(attribute);
        if (address !== undefined) found.push({ address, how, element: element.name, rel: $(element).attr('rel') ?? '' });
      });
    }
  };
  collect(LOADED, 'loaded');
  collect(FOLLOWED, 'followed');
  $('[srcset]').each((_, element) => {
    for (const part of $(element).attr('srcset').split(',')) {
      found.push({ address: part.trim().split(/\s+/)[0], how: 'loaded', element: element.name, rel: '' });
    }
  });
  $('meta[http-equiv="refresh"]').each((_, element) => {
    const address = $(element).attr('content').match(/url=(.*)$/i)?.[1];
    if (address) found.push({ address, how: 'followed', element: 'meta', rel: 'refresh' });
  });
  return found;
}

/** The addresses in a stylesheet. */
export function linksOfStyle(text) {
  const plain = text.replace(/\/\*[\s\S]*?\*\//g, '');
  return [...plain.matchAll(/url\(\s*['"]?([^'")]*)['"]?\s*\)|@import\s+['"]([^'"]*)['"]/g)].map((hit) => hit[1] ?? hit[2]);
}

/** The absolute addresses in a page that are no links: social cards and Highwire tags. */
export function namedAddresses(page) {
  const { $ } = page;
  const selector = 'meta[property="og:url"],meta[property="og:image"],meta[name="citation_fulltext_html_url"]';
  return $(selector).toArray().map((element) => $(element).attr('content'));
}

/** Whether an address has a scheme or a host of its own. */
export function isAbsolute(address) {
  return /^[a-z][a-z0-9+.-]*:/i.test(address) || address.startsWith('//');
}
