import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../platform/seeded-random.ts';
import { lifetimeQuantile } from './lifetimes.ts';

const over = (...times: number[]) => times.map((lasted) => ({ lasted, isOver: true }));

describe('how long things last', () => {
  it('is read off what ended', () => {
    expect(lifetimeQuantile(over(1, 2, 3, 4), 0.5)).toBe(2);
    expect(lifetimeQuantile(over(4, 3, 2, 1), 0.75)).toBe(3);
    expect(lifetimeQuantile(over(10), 0.1)).toBeCloseTo(1);
    expect(lifetimeQuantile([], 0.5)).toBe(0);
  });

  it('is at least as long as what has not ended', () => {
    const lasting = [...over(1, 2), { lasted: 9, isOver: false }, { lasted: 9, isOver: false }];
    expect(lifetimeQuantile(lasting, 0.5)).toBe(2);
    expect(lifetimeQuantile(lasting, 0.9)).toBe(9);
  });

  it('is not shortened by those who were looked at too early to know', () => {
    const random = seededRandom(7);
    // Exponential, mean 1; half of them are given up at another such time.
    const draw = () => -Math.log(1 - random());
    const lifetimes = Array.from({ length: 20_000 }, () => {
      const [ends, givenUp] = [draw(), draw()];
      return { lasted: Math.min(ends, givenUp), isOver: ends <= givenUp };
    });
    expect(lifetimeQuantile(lifetimes, 0.5)).toBeCloseTo(Math.LN2, 1);
    expect(lifetimeQuantile(lifetimes, 0.9)).toBeGreaterThan(2.1);
    expect(lifetimeQuantile(lifetimes, 0.9)).toBeLessThan(2.5);
  });
});
