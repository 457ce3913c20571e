import { expect, test } from 'vitest';
import { knownThatFit, mostKnown } from './known.ts';

const known = (count: number, title: string) =>
  Array.from({ length: count }, (_, n) => ({
    fingerprint: String(n).padStart(8, '0'),
    articleId: '0190a5b2-7c11-7e3a-9a52-0d3f7c1f2a11',
    title,
  }));

test('the configuration carries the first known problems, as many as there is room for', () => {
  expect(knownThatFit(known(3, 'Short'), 6 * 1024)).toHaveLength(3);
  const many = knownThatFit(known(500, 'A title of ordinary length, more or less'), 6 * 1024);
  expect(many.length).toBeLessThan(mostKnown);
  expect(Buffer.byteLength(JSON.stringify(many))).toBeLessThanOrEqual(6 * 1024);
  expect(many[0]!.fingerprint).toBe('00000000');
  expect(knownThatFit(known(500, ''), 1_000_000)).toHaveLength(mostKnown);
  expect(knownThatFit(known(1, 'x'), 10)).toEqual([]);
});
