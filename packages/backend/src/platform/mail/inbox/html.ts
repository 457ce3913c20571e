import { compile } from 'html-to-text';

/** Of longer HTML only the beginning is read, in characters: newsletters pass this, people do not. */
const mostHtml = 512 * 1024;

/** Elements that nobody sees, or that hold something else than words. */
const unseen = [
  ...['script', 'style', 'head', 'title', 'template', 'noscript', 'object', 'svg', 'math', 'iframe', 'img', '[hidden]'],
  ...['[style*="display:none"i]', '[style*="display: none"i]', '[style*="visibility:hidden"i]'],
  ...['[style*="visibility: hidden"i]', '[style*="mso-hide:all"i]', '[style*="mso-hide: all"i]'],
];

const toText = compile({
  wordwrap: false,
  limits: { maxDepth: 200, maxChildNodes: 20_000, ellipsis: '' },
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
export const textOfHtml = (html: string): string => toText(html.slice(0, mostHtml)).replaceAll('\u00a0', ' ');
