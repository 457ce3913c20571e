import { expect, it } from 'vitest';
import { nextOf } from './soon.ts';

const now = Date.parse('2026-03-02T10:00:00Z');

it('the next appointment is the first that has not begun', () => {
  const [past, begins, later] = ['09:30', '10:00', '10:30'].map((time) => ({ at: `2026-03-02T${time}:00.000Z` }));
  expect(nextOf([past!, begins!, later!], now)).toBe(later);
  expect(nextOf([past!], now)).toBeNull();
  expect(nextOf([], now)).toBeNull();
});
