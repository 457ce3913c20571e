import { expect, it } from 'vitest';
import { scoreOf } from './numbers.ts';

it('a score stands beside the most that it can be with its weights', () => {
  const weights = [0.6, 0.4, -0.05].map((weight) => ({ weight }));
  expect(scoreOf(0.534, weights)).toBe('0.53 of 1');
  expect(scoreOf(0.534, [...weights, { weight: 0.2 }])).toBe('0.53 of 1.2');
});

it('a score whose terms are not known is one of 1', () => {
  expect(scoreOf(0.5, [])).toBe('0.50 of 1');
});
