import { compile } from 'html-to-text';

/**
 * Of longer HTML only the beginning is read, in characters, lines, and elements inside each other: newsletters pass this, people do
 * not. The time of what reads it grows with the square of each.
 */
const mostHtml = 128 * 1024;
const mostLines = 3_000;
const mostDepth = 150;

/** Elements that nobody sees, or that hold something else than words. */
const unseen = [
  ...['script', 'style', 'head', 'title', 'template', 'noscript', 'object', 'svg', 'math', 'iframe', 'img', '[hidden]'],
  ...['[style*="display:none"i]', '[style*="display: none"i]', '[style*="visibility:hidden"i]'],
  ...['[style*="visibility: hidden"i]', '[style*="mso-hide:all"i]', '[style*="mso-hide: all"i]'],
];

const toText = compile({
  wordwrap: false,
  limits: { maxDepth: mostDepth, maxChildNodes: 20_000, ellipsis: '' },
  selectors: [
    {
      selector: 'a',
      options: { hideLinkHrefIfSameAsText: true, pathRewrite: (href: string) => (/^https?:/i.test(href) ? href : '') },
    },
    { selector: 'hr', format: 'skip' },
    { selector: 'ul', options: { itemPrefix: '- ' } },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    ...unseen.map((selector) => ({ selector, format: 'skip' })),
  ],
});

/** What a person would read of an HTML mail, quotations behind `> `. Nothing of it is ever shown as HTML. */
export const textOfHtml = (html: string): string => {
  // Outlook's style sheets alone may be longer than what is read.
  const body = Math.max(0, html.search(/<body[\s>]/i));
  return toText(bounded(html.slice(body, body + mostHtml))).replaceAll('\u00a0', ' ');
};

const withoutEnd = new Set([
  'area',
  'base',
  'br',
  'col',
  'embed',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'source',
  'wbr',
]);

/** Up to where it has too many lines, or goes too deep. */
const bounded = (html: string): string => {
  let [lines, depth] = [0, 0];
  for (const { 0: found, 1: slash, 2: name = '', index } of html.matchAll(/\n|<(\/?)([a-z][a-z0-9]*)/gi)) {
    const tag = name.toLowerCase();
    if (found === '\n' || tag === 'br') lines += 1;
    else if (slash === '/') depth = Math.max(0, depth - 1);
    else if (!withoutEnd.has(tag)) depth += 1;
    if (lines > mostLines || depth > mostDepth) return html.slice(0, index);
  }
  return html;
};
