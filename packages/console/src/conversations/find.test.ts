import { expect, it } from 'vitest';
import { placesOf, stepTo } from './find.ts';

const found = (question: string, text: string) => placesOf(question, text).map(({ from, to }) => text.slice(from, to));

it('finds each place, in upper or lower case', () => {
  expect(found('save', 'Save. I saved, then SAVE again')).toEqual(['Save', 'save', 'SAVE']);
  expect(found('straße', 'In der STRAßE, Straße')).toEqual(['STRAßE', 'Straße']);
});

it('takes what is looked for as it is written', () => {
  expect(found('a.b', 'a.b axb')).toEqual(['a.b']);
  expect(found('(x) [y] {z} ^$ | \\ / - *+?', 'so (x) [y] {z} ^$ | \\ / - *+? it is')).toHaveLength(1);
  expect(found('', 'anything')).toEqual([]);
});

it('goes round the end', () => {
  expect([stepTo(0, 1, 3), stepTo(2, 1, 3), stepTo(0, -1, 3), stepTo(-1, 1, 3), stepTo(0, 1, 0)]).toEqual([
    1, 0, 2, 0, -1,
  ]);
});
