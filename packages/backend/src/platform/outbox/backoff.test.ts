import { expect, test } from 'vitest';
import { retryDelayMs } from './backoff.ts';

test('the delay doubles with each failure and stops growing at five minutes', () => {
  const delays = [1, 2, 3, 8, 9, 10, 1_000].map((attempts) => retryDelayMs(attempts, 0));
  expect(delays).toEqual([1_000, 2_000, 4_000, 128_000, 256_000, 300_000, 300_000]);
});

test('chance adds a quarter at most', () => {
  expect(retryDelayMs(1, 0.999)).toBeLessThanOrEqual(1_250);
  expect(retryDelayMs(1, 0.5)).toBe(1_125);
});
