import { expect, it } from 'vitest';
import { daysOf, nextWords } from './words.ts';

it('reads days as they are typed', () => {
  expect(['30', ' 90 ', '', ' ', '1.5', 'a week', '-3', '99999'].map(daysOf)).toEqual([
    ...[30, 90, 'none', 'none', null, null, null, null],
  ]);
});

it('says how much goes tonight', () => {
  expect([nextWords(0), nextWords(1), nextWords(1_200)]).toEqual([
    'Nothing goes tonight.',
    '1 goes tonight.',
    '1,200 go tonight.',
  ]);
});
