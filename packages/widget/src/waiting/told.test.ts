import { expect, test } from 'vitest';
import { toldWait } from './told.ts';

const minute = 60_000;
const estimate = { low: 2 * minute, high: 5 * minute };

test('a wait is told as it was estimated while it takes no longer than was said', () => {
  expect(toldWait(estimate, 5 * minute, 4 * minute)).toEqual({ wait: estimate, isLate: false });
  expect(toldWait(estimate, 5 * minute, 5 * minute)).toEqual({ wait: estimate, isLate: false });
  expect(toldWait(estimate, 0, 50 * minute).isLate).toBe(false);
});

test('once it takes longer it is told as late, counted on from what was waited, and anew once a minute', () => {
  const late = toldWait(estimate, 5 * minute, 5.5 * minute);
  expect(late).toEqual({ wait: { low: 7 * minute, high: 10 * minute }, isLate: true });
  expect(toldWait(estimate, 5 * minute, 5.9 * minute)).toEqual(late);
  expect(toldWait(estimate, 5 * minute, 6 * minute).wait.low).toBe(8 * minute);
});

test('it stays a range where the estimate has none left', () => {
  const { wait } = toldWait({ low: 0, high: 0 }, 2 * minute, 3 * minute);
  expect(wait.high).toBeGreaterThan(wait.low);
});
