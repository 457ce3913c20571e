import { describe, expect, it } from 'vitest';
import { createTokenBucket } from './limits.ts';

const rate = { perSecond: 20, burst: 60 } as const;

describe('a token bucket', () => {
  it('lets a burst through, then says how long to wait', () => {
    const bucket = createTokenBucket(0, 1, rate);
    for (let count = 0; count < 60; count += 1) expect(bucket.take(0)).toBe(0);
    expect(bucket.take(0)).toBe(50);
    expect(bucket.take(50)).toBe(0);
    expect(bucket.take(50)).toBe(50);
  });

  it('fills up to the burst and no further', () => {
    const bucket = createTokenBucket(0, 1, rate);
    for (let count = 0; count < 60; count += 1) expect(bucket.take(3_600_000)).toBe(0);
    expect(bucket.take(3_600_000)).toBeGreaterThan(0);
  });

  it('gives nothing for a clock that goes backwards', () => {
    const bucket = createTokenBucket(10_000, 1, rate);
    for (let count = 0; count < 60; count += 1) bucket.take(10_000);
    expect(bucket.take(0)).toBeGreaterThan(0);
  });

  it('is as much wider as it is told', () => {
    const bucket = createTokenBucket(0, 10, rate);
    for (let count = 0; count < 600; count += 1) expect(bucket.take(0)).toBe(0);
    expect(bucket.take(0)).toBe(5);
  });
});
