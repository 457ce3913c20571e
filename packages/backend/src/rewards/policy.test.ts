import { describe, expect, it } from 'vitest';
import {
  awardEntries,
  currentPolicy,
  daysBetween,
  policies,
  recompute,
  resolutionSum,
  royaltySum,
  shares,
  type ResolutionFacts,
} from './policy.ts';

const complexities = [1, 2, 3] as const;
const amountOf = (facts: Partial<ResolutionFacts>): number =>
  resolutionSum(currentPolicy, { complexity: 2, how: 'confirmed', rating: 5, earlier: 0, ...facts }).amount;

describe('an award for a solution', () => {
  it('is 15, 25 or 30 tokens at five stars, by complexity', () => {
    expect(complexities.map((complexity) => amountOf({ complexity }))).toEqual([15_000, 25_000, 30_000]);
  });

  it('loses a tenth with each star below five', () => {
    const byStars = complexities.map((complexity) => [5, 4, 3, 2, 1].map((rating) => amountOf({ complexity, rating })));
    expect(byStars).toEqual([
      [15_000, 13_500, 12_000, 10_500, 9_000],
      [25_000, 22_500, 20_000, 17_500, 15_000],
      [30_000, 27_000, 24_000, 21_000, 18_000],
    ]);
  });

  it('is four fifths where nobody confirmed it or nobody rated it, whatever the rating', () => {
    for (const rating of [null, 1, 2, 3, 4, 5]) expect(amountOf({ how: 'assumed', rating })).toBe(20_000);
    expect(complexities.map((complexity) => amountOf({ complexity, rating: null }))).toEqual([12_000, 20_000, 24_000]);
  });

  it('halves each time the same two meet again, rounded down to a thousandth, until nothing is left', () => {
    expect([0, 1, 2, 3, 4].map((earlier) => amountOf({ earlier }))).toEqual([25_000, 12_500, 6_250, 3_125, 1_562]);
    expect(amountOf({ earlier: 14 })).toBe(1);
    expect(amountOf({ earlier: 15 })).toBe(0);
    expect(amountOf({ earlier: 5_000 })).toBe(0);
  });

  it('is for every combination what its steps multiply to', () => {
    for (const complexity of complexities) {
      for (const how of ['confirmed', 'assumed'] as const) {
        for (const rating of [null, 1, 2, 3, 4, 5]) {
          for (let earlier = 0; earlier < 12; earlier += 1) {
            const { amount, steps } = resolutionSum(currentPolicy, { complexity, how, rating, earlier });
            const product = steps.slice(0, -1).reduce((sum, { value }) => sum * value, 1);
            expect(amount).toBe(Math.floor(Number(product.toFixed(6))));
            expect(steps.map(({ code }) => code)).toEqual(['base', 'quality', 'freshness', 'amount']);
          }
        }
      }
    }
  });
});

describe('what comes on top', () => {
  it('is two sevenths for the platform and one for the pool, which gets the rounding rest', () => {
    expect(shares(25_000)).toEqual({ platform: 7_142, community: 3_572 });
    expect(shares(7_000)).toEqual({ platform: 2_000, community: 1_000 });
    expect([1, 2, 3, 4, 5, 6].map(shares)).toEqual([
      { platform: 0, community: 0 },
      { platform: 0, community: 0 },
      { platform: 0, community: 1 },
      { platform: 1, community: 0 },
      { platform: 1, community: 1 },
      { platform: 1, community: 1 },
    ]);
  });

  it('never leaves a sum that is not zero, nor an entry of nothing', () => {
    for (let amount = 1; amount < 3_000; amount += 1) {
      const entries = awardEntries(amount, 'token');
      expect(entries.reduce((sum, entry) => sum + entry.amount, 0)).toBe(0);
      expect(entries.every((entry) => entry.amount !== 0)).toBe(true);
      expect(entries.find(({ account }) => account === 'escrow')?.amount).toBe(amount);
    }
  });
});

describe('a royalty', () => {
  const royalty = (ageDays: number, contributors = 1): number =>
    royaltySum(currentPolicy, { ageDays, contributors }).amount;

  it('is two tokens for a new article and halves every 180 days', () => {
    expect([0, 90, 180, 360, 1_800].map((days) => royalty(days))).toEqual([2_000, 1_414, 1_000, 500, 2]);
    expect(royalty(3_000)).toBe(0);
  });

  it('is split evenly, rounded down', () => {
    expect(royalty(0, 3)).toBe(666);
    expect(royalty(180, 4)).toBe(250);
  });

  it('counts whole days, and none before the beginning', () => {
    const from = new Date('2026-03-01T12:00:00Z');
    expect(daysBetween(from, new Date('2026-03-02T11:59:59Z'))).toBe(0);
    expect(daysBetween(from, new Date('2026-03-02T12:00:00Z'))).toBe(1);
    expect(daysBetween(from, new Date('2026-02-01T12:00:00Z'))).toBe(0);
  });
});

describe('computing again', () => {
  it('follows the version that the transfer names', () => {
    const facts = { complexity: 2, how: 'confirmed', rating: 4, earlier: 1, pair: 'ab' };
    expect(recompute('v1', 'resolution', facts).amount).toBe(11_250);
    expect(recompute('v1', 'royalty', { ageDays: 0, contributors: 2 }).amount).toBe(1_000);
    expect(() => recompute('v0', 'resolution', facts)).toThrow(RangeError);
    expect(() => recompute('v1', 'settle', {})).toThrow(RangeError);
  });

  it('has a rule under the name it is found by', () => {
    for (const [name, { version }] of Object.entries(policies)) expect(version).toBe(name);
  });
});
