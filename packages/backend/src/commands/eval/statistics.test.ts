import { describe, expect, it } from 'vitest';
import { auc, bootstrap, mean, seeded } from './statistics.ts';

describe('statistics of evaluations', () => {
  it('say how often a positive scores higher, ties counted half', () => {
    expect(auc([2, 3], [0, 1])).toBe(1);
    expect(auc([0, 1], [2, 3])).toBe(0);
    expect(auc([1, 2], [1, 2])).toBe(0.5);
    expect(auc([1, 3], [2])).toBe(0.5);
    expect(auc([], [1])).toBeNaN();
  });

  it('draw an interval around a mean, the same each time', () => {
    const values = Array.from({ length: 100 }, (_, at) => at % 10);
    const once = bootstrap(values, mean, seeded(1));
    expect(once).toEqual(bootstrap(values, mean, seeded(1)));
    expect(once.value).toBe(4.5);
    // Standard error 0.287: the interval lies at twice that.
    expect(once.low).toBeCloseTo(3.94, 1);
    expect(once.high).toBeCloseTo(5.06, 1);
  });

  it('know no interval of nothing', () => expect(bootstrap([], mean, seeded(1)).low).toBeNaN());
});
