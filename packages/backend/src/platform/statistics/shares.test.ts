import { describe, expect, it } from 'vitest';
import { differenceOf, wilson } from './shares.ts';

describe('a difference of shares', () => {
  // R. G. Newcombe, Statistics in Medicine 17 (1998), 873–890, table II, method 10.
  it.each([
    ['56/70 and 48/80', [56, 70], [48, 80], 0.2, 0.0524, 0.3339],
    ['9/10 and 3/10', [9, 10], [3, 10], 0.6, 0.1705, 0.809],
    ['6/7 and 2/7', [6, 7], [2, 7], 0.5714, 0.0582, 0.8062],
    ['5/56 and 0/29', [5, 56], [0, 29], 0.0893, -0.0381, 0.1926],
    ['0/10 and 0/20', [0, 10], [0, 20], 0, -0.1611, 0.2775],
    ['0/10 and 0/10', [0, 10], [0, 10], 0, -0.2775, 0.2775],
    ['10/10 and 0/20', [10, 10], [0, 20], 1, 0.6791, 1],
    ['10/10 and 0/10', [10, 10], [0, 10], 1, 0.6075, 1],
  ] as const)('has the published interval: %s', (_, [count, of], [otherCount, otherOf], difference, low, high) => {
    const found = differenceOf({ of, count }, { of: otherOf, count: otherCount })!;
    expect(found.difference).toBeCloseTo(difference, 4);
    expect(found.low).toBeCloseTo(low, 4);
    expect(found.high).toBeCloseTo(high, 4);
  });

  it('is none where a group is empty', () => {
    expect(differenceOf({ of: 0, count: 0 }, { of: 9, count: 3 })).toBeNull();
    expect(differenceOf({ of: 9, count: 3 }, { of: 0, count: 0 })).toBeNull();
  });
});

describe('a share', () => {
  // The same author, pages 857–872 of that volume, table I, method 3 (score).
  it.each([
    ['81/263', 81, 263, 0.2553, 0.3662],
    ['15/148', 15, 148, 0.0624, 0.1605],
    ['0/20', 0, 20, 0, 0.1611],
    ['1/29', 1, 29, 0.0061, 0.1718],
  ])('has the published interval: %s', (_, count, of, low, high) => {
    const found = wilson({ of, count });
    expect(found.low).toBeCloseTo(low, 4);
    expect(found.high).toBeCloseTo(high, 4);
  });
});
