import { expect, test } from 'vitest';
import { rulerMax, rulerShares } from './shares.ts';

const minute = 60_000;

test('a wait is drawn to scale', () => {
  expect(rulerShares({ max: 7 * minute, from: 2 * minute, to: 5 * minute, now: 67_000 })).toEqual({
    from: '28.6%',
    to: '71.4%',
    now: '16%',
  });
});

test('what lies beyond the scale is drawn at its end', () => {
  expect(rulerShares({ max: 10, from: -1, to: 20, now: 99 })).toEqual({ from: '0%', to: '100%', now: '100%' });
  expect(rulerShares({ max: 0, from: 0, to: 0, now: 5 })).toEqual({ from: '0%', to: '0%', now: '0%' });
});

test('the scale holds the range and the wait so far, with room after both', () => {
  expect(rulerMax(5 * minute, 67_000)).toBe(7 * minute);
  expect(rulerMax(5 * minute, 9 * minute)).toBe(12 * minute);
  expect(rulerMax(0, 0)).toBe(2 * minute);
});
