import { nothing, type TemplateResult } from 'lit';
import { describe, expect, it } from 'vitest';
import { markdown } from './markdown.ts';

/** What a template would put on the page, its values escaped as Lit sets them: text and attributes, never markup. */
const drawn = (value: unknown): string => {
  if (value === nothing || value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(drawn).join('');
  if (typeof value !== 'object')
    return (value as string | number)
      .toString()
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('"', '&quot;');
  const { strings, values } = value as TemplateResult;
  return strings.map((text, at) => text + (at < values.length ? drawn(values[at]) : '')).join('');
};
/** The values of a paragraph, before anything is escaped. */
const markdownText = (source: string): unknown[] => {
  const [paragraph] = markdown(source).values[0] as TemplateResult[];
  return (paragraph!.values[0] as (string | TemplateResult)[]).map((one) =>
    typeof one === 'string' ? one : one.values[0],
  );
};
const of = (source: string): string => drawn(markdown(source)).replace(/\s+/g, ' ').trim();

describe('an article', () => {
  it('has headings, steps, words of weight and code', () => {
    expect(
      of('# Why\n\nThe **rate** is _old_.\n\n1. Open `row two`\n2. Save\n\n```\nPUT /x\n```'),
    ).toMatchInlineSnapshot(
      `"<h3 dir="auto">Why</h3><p dir="auto">The <b>rate</b> is <em>old</em>.</p><ol start=1> <li dir="auto">Open <code>row two</code></li><li dir="auto">Save</li> </ol><pre class="code" tabindex="0"><code>PUT /x</code></pre>"`,
    );
  });

  it.each([
    ['<script>alert(1)</script>', '<script'],
    ['hello <img src=x onerror=alert(1)>', '<img'],
    ['[press](javascript:alert(1))', 'href'],
    ['[press](data:text/html,x)', 'href'],
    ['![spy](https://evil.example/pixel.gif)', 'src'],
    ['<style>*{display:none}</style>', '<style'],
    ['[a](https://x.example/"onmouseover="alert(1))', ' onmouseover="'],
    ['<iframe srcdoc="x"></iframe>', '<iframe'],
  ])('%s stays words', (source, never) => expect(of(source)).not.toContain(never));

  it('reads what the server wrote as entities as what it stands for, once', () => {
    expect(markdownText('Press &lt;b>, then `&lt;Save>` &amp;lt;')).toEqual(['Press <b>, then ', '<Save>', ' &lt;']);
  });

  it('links to other sites in a page of their own', () =>
    expect(of('[docs](https://example.com/a)')).toContain(
      '<a href=https://example.com/a target="_blank" rel="noopener noreferrer nofollow">docs</a>',
    ));
});
