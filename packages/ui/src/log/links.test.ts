import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitLinks } from './links.ts';

const hrefs = (text: string) => splitLinks(text).flatMap((part) => (part.kind === 'link' ? [part.href] : []));

test('web addresses become links, the full stop after them does not', () => {
  expect(hrefs('See https://example.test/tax?year=2026, then (http://example.test/b).')).toEqual([
    'https://example.test/tax?year=2026',
    'http://example.test/b',
  ]);
});

test.each(['javascript:alert(1)', 'data:text/html,x', 'ftp://example.test/a', 'www.example.test', 'https://'])(
  '%s stays text',
  (text) => {
    expect(hrefs(text)).toEqual([]);
  },
);

test('not a sign of the message is lost', () => {
  const messages = fc.array(fc.oneof(fc.string(), fc.webUrl())).map((parts) => parts.join(' '));
  fc.assert(
    fc.property(
      messages,
      (text) =>
        splitLinks(text)
          .map((part) => part.text)
          .join('') === text,
    ),
  );
});
