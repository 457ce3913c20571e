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
  const pieces = [
    'https://',
    'http://a.test',
    '/b?c=d#e',
    '.',
    ',',
    ')',
    ' ',
    '\n',
    '“',
    'é',
    '🙂',
    'javascript:',
    'x',
  ];
  const messages = fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join(''));
  const rejoined = (text: string) =>
    splitLinks(text)
      .map((part) => part.text)
      .join('');
  fc.assert(fc.property(messages, (text) => rejoined(text) === text));
});

test('a message of the greatest length that only looks like addresses is split at once', () => {
  const startedAt = performance.now();
  splitLinks('https://.'.repeat(8000 / 9));
  splitLinks(`https://${'.'.repeat(8000)}`);
  expect(performance.now() - startedAt).toBeLessThan(200);
});
