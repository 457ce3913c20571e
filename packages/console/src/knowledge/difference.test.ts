import { expect, it } from 'vitest';
import { differenceOf } from './difference.ts';

it('tells what went and what came, word by word, with everything between', () => {
  expect(differenceOf('whose tax rate was modified.', 'whose tax rate was changed.')).toEqual([
    { kind: 'same', text: 'whose tax rate was ' },
    { kind: 'removed', text: 'modified' },
    { kind: 'added', text: 'changed' },
    { kind: 'same', text: '.' },
  ]);
});

it('gives back both texts, whatever they are', () => {
  for (const [before, after] of [
    ['', 'new'],
    ['a\n\nb', 'a\nb\n'],
    ['日本語の文', '日本の文'],
    ['same', 'same'],
  ] as const) {
    const pieces = differenceOf(before, after);
    const side = (without: 'added' | 'removed') =>
      pieces.map(({ kind, text }) => (kind === without ? '' : text)).join('');
    expect(side('added')).toBe(before);
    expect(side('removed')).toBe(after);
  }
});
