import { marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { gistOf, longestGist, neutralise, plainTextOf, textAsMarkdown } from './markdown.ts';

const hostile = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<IMG SRC=javascript:alert(1)>',
  '<svg/onload=alert(1)>',
  '</p><iframe src="https://evil.example"></iframe>',
  '<!--><script>alert(1)</script>-->',
  '<?php echo 1 ?>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](&#106;avascript:alert(1))',
  '[x](javascript&colon;alert(1))',
  '[x](\njavascript:alert(1))',
  '[x](<javascript:alert(1)>)',
  '[x](data:text/html;base64,PHNjcmlwdD4=)',
  '[x][y]\n\n[y]: javascript:alert(1)',
  '[y]\n\n > [y]: javascript:alert(1)',
  '<javascript:alert(1)>',
  '![x](https://spy.example/p.png)',
  '![x](javascript:alert(1))',
  '[![x](https://spy.example/p.png)](javascript:alert(1))',
  '```\n<script>alert(1)</script>',
  '~~~\n```\n~~~\n<script>alert(1)</script>\n```',
  '- a\n  ```\n<script>alert(1)</script>\n```',
  '> ```\n<script>alert(1)</script>\n> ```',
  '````\n```\n````\n<script>alert(1)</script>\n```',
  '``` `\n<script>alert(1)</script>\n```',
  '`\n```\n<script>alert(1)</script>\n```\n`',
  '\u202E<script>alert(1)</script>',
  '<\u0000script>alert(1)</script>',
  '\\<script>alert(1)</script>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '<a href="javascript:alert(1)">x</a>',
  '<style>@import "https://evil.example"</style>',
  '| a |\n| - |\n| <img src=x onerror=alert(1)> |',
  '<details open ontoggle=alert(1)>',
];
/** Tags that plain Markdown makes, with the addresses that links may have. */
const allowed =
  /^<\/?(?:p|h[1-6]|ul|ol|li|blockquote|pre|code|em|strong|del|br|hr|table|thead|tbody|tr|th|td|a)(?: (?:href="(?:https?:\/\/|mailto:|\/|#)[^"]*"|start="\d+"|class="language-[\w+-]*"|align="\w+"))*\s*\/?>$/;
const strangeTags = (markdown: string): string[] =>
  [...(marked.parse(markdown, { async: false }) as string).matchAll(/<[^>]*>?/g)]
    .map(([tag]) => tag)
    .filter((tag) => !allowed.test(tag));

describe('Markdown that is stored', () => {
  it.each(hostile)('renders to nothing but Markdown’s own tags: %j', (text) => {
    expect(strangeTags(neutralise(text))).toEqual([]);
    expect(strangeTags(textAsMarkdown(text))).toEqual([]);
    expect(strangeTags(neutralise(textAsMarkdown(text)))).toEqual([]);
    expect(strangeTags(`1. ${textAsMarkdown(text)}\n2. more`)).toEqual([]);
  });

  it.each(hostile)('does not change when it is stored again: %j', (text) => {
    expect(neutralise(neutralise(text))).toBe(neutralise(text));
  });

  it('is seen to be hostile without it', () => {
    expect(hostile.filter((text) => strangeTags(text).length > 0).length).toBeGreaterThan(20);
  });

  it('keeps what people write articles with', () => {
    const article =
      '## Steps\n\n1. Open **Settings**\n2. See [the docs](https://example.com/a_(b)) or [home](/start#x)\n\n> a < b && c > d\n\n```html\n<b>bold</b>\n```\n';
    expect(neutralise(article)).toBe(
      article.replace('[the docs](https://example.com/a_(b))', '[the docs]\\(https://example.com/a_(b))'),
    );
  });

  it('keeps code in fences, and links that lead to the web, to mail or to the site', () => {
    const plain =
      'See [a](https://example.com/x?y=1&z=2), [b](mailto:a@example.com), [c](/here), [d](#there).\n\n```js\nif (a <b) {}\n```';
    expect(neutralise(plain)).toBe(plain);
  });
});

describe('a text as Markdown', () => {
  it.each([
    '# no heading',
    '- no list',
    '1. no list',
    '> no quote',
    'a *b* _c_ `d` [e](f)',
    '| a |\n|---|',
    '===',
    '~~x~~',
    'AT&T &amp; &#60;',
  ])('reads as exactly that text: %j', (text) => {
    const html = marked.parse(textAsMarkdown(text), { async: false }) as string;
    expect(html).not.toMatch(/<(?!\/?p>)/);
    const read = html
      .replace(/<\/?p>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&')
      .trim();
    expect(read).toBe(text);
  });

  it('is found again as words', () => {
    expect(plainTextOf(textAsMarkdown('a *b* [c] <d> #1'))).toBe('a *b* [c] <d> #1'.replace(/[*[\]]/g, ''));
    expect(plainTextOf('## Head\n\n1. **One** [two](https://x.example)\n')).toBe('Head\n\nOne two');
  });
});

describe('the gist of an article', () => {
  it('is all of a short one, without its markup', () => {
    expect(gistOf('## Saving fails\n\n1. Choose **another** rate.\n2. Press Save.')).toBe(
      'Saving fails\n\nChoose another rate.\nPress Save.',
    );
  });

  it('ends with a sentence, or with a word where there is none', () => {
    const gist = gistOf(`${'Open the list and look. '.repeat(30)}`);
    expect(gist).toMatch(/look\.$/);
    expect(gist.length).toBeLessThanOrEqual(longestGist);
    expect(gistOf('word '.repeat(200))).toMatch(/word…$/);
    expect(gistOf('😀'.repeat(500)).isWellFormed()).toBe(true);
  });
});
