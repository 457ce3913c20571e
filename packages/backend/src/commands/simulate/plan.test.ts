import { beforeAll, describe, expect, it } from 'vitest';
import { arrivals, chanceOf } from './chance.ts';
import { planOf } from './plan.ts';
import type { Profile } from './profile.ts';
import { loadProfile } from './read-profile.ts';

const hourMs = 3_600_000;
let community: Profile;
let support: Profile;
beforeAll(async () => {
  community = await loadProfile('busy-community');
  support = await loadProfile('small-support');
});

/** What a plan says, without the chance that its people carry on. */
const words = (profile: Profile, seed: number) => JSON.stringify(planOf(profile, seed));

describe('a plan', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(words(support, 7)).toBe(words(support, 7));
    expect(words(support, 7)).not.toBe(words(support, 8));
  });

  it('keeps what a person does when others are added: each has a chance of their own', () => {
    const first = planOf(support, 7);
    const more = { ...support, experts: [...support.experts, { ...support.experts[0]!, group: 'more', count: 50 }] };
    expect(planOf(more, 7).visitors.map(({ text }) => text)).toEqual(first.visitors.map(({ text }) => text));
    expect(first.experts[0]!.chance.time({ median: 5, sigma: 1 })).toBe(
      planOf(more, 7).experts[0]!.chance.time({ median: 5, sigma: 1 }),
    );
  });

  it('gives shifts in turn, and only the part of them that is simulated', () => {
    const { experts } = planOf({ ...community, startsAt: 23, hours: 3 }, 1);
    const nights = experts.filter(({ shifts }) => shifts.length > 0);
    // From 22 to 4, of which 23 to 2 is simulated; the evening shift ends at 23.
    expect(nights.every(({ shifts }) => shifts[0]!.fromMs === 0 && shifts[0]!.toMs === 3 * hourMs)).toBe(true);
    expect(nights.length).toBeGreaterThan(20);
    expect(new Set(experts.map(({ equals }) => equals)).size).toBe(8 * 6 + 8);
  });

  it('has texts with every word filled in', () => {
    expect(planOf(community, 3).visitors.filter(({ text }) => /[{}]/.test(text))).toEqual([]);
  });
});

describe('arrivals', () => {
  const night = Array.from({ length: 24 }, (_, hour) => (hour < 6 ? 0 : 100));

  it('are as many as the rate says, in order, and none in hours without', () => {
    const day = arrivals({ perHour: night, startsAt: 0, hours: 24 }, 5);
    // 1,800 expected; four standard deviations of a Poisson number are 170.
    expect(Math.abs(day.length - 1_800)).toBeLessThan(170);
    expect(day[0]!).toBeGreaterThanOrEqual(6 * hourMs);
    expect(day).toEqual(day.toSorted((a, b) => a - b));
  });

  it('begin at the hour that the profile begins at', () => {
    const evening = arrivals({ perHour: night, startsAt: 22, hours: 6 }, 5);
    expect(evening.length).toBeGreaterThan(100);
    expect(evening.every((at) => at < 2 * hourMs)).toBe(true);
  });

  it('come at distances of an exponential distribution', () => {
    const all = arrivals({ perHour: [1000], startsAt: 0, hours: 24 }, 2);
    const gaps = all.slice(1).map((at, index) => at - all[index]!);
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    // Of an exponential distribution a share of 1/e lies above the mean.
    expect(gaps.filter((gap) => gap > mean).length / gaps.length).toBeCloseTo(Math.exp(-1), 1);
  });

  it('are none where the rate is 0', () => {
    expect(arrivals({ perHour: [0], startsAt: 0, hours: 24 }, 1)).toEqual([]);
  });
});

describe('chance', () => {
  it('draws log-normal times: half below the median, and a tail as wide as sigma says', () => {
    const chance = chanceOf(1, 'somebody');
    const times = Array.from({ length: 10_000 }, () => chance.time({ median: 5, sigma: 0.6 }));
    const below = (limit: number): number => times.filter((time) => time < limit).length / times.length;
    expect(below(5_000)).toBeCloseTo(0.5, 1);
    // 84.1 % of a normal distribution lie below one sigma.
    expect(below(5_000 * Math.exp(0.6))).toBeCloseTo(0.841, 1);
  });

  it('takes what is weighted by its weight, and never what weighs nothing', () => {
    const chance = chanceOf(1, 'weights');
    const counts = [0, 0, 0];
    for (let index = 0; index < 9_000; index += 1) counts[chance.weighted([2, 0, 1])]! += 1;
    expect(counts[1]).toBe(0);
    expect(counts[0]! / counts[2]!).toBeCloseTo(2, 0);
  });

  it('gives ids of the form that the server takes', () => {
    const chance = chanceOf(1, 'ids');
    const ids = Array.from({ length: 100 }, () => chance.id());
    expect(ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toBe(true);
    expect(new Set(ids).size).toBe(100);
  });
});
