import { describe, expect, it } from 'vitest';
import { seededRandom } from '../seeded-random.ts';
import { distanceOf, fewestForInterval, intervalOf, meanOf, medianOf, type Estimate } from './location.ts';

const random = seededRandom(7);
const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
/** Times have a long tail: log-normal, with a median of 1. */
const time = (): number => Math.exp(0.8 * normal());
/** Most are glad: 1 to 5 stars, 4.1 on average. */
const stars = (): number => [1, 3, 4, 5, 5, 5, 5, 5, 4, 4][Math.floor(random() * 10)]!;
const meanStars = 4.1;

const draw = (n: number, one: () => number): number[] => Array.from({ length: n }, one);
/** How often an interval holds the truth. */
const held = (times: number, estimate: () => Estimate, truth: number): number =>
  draw(times, () => {
    const { low, high } = estimate();
    return low <= truth && truth <= high ? 1 : 0;
  }).reduce((sum, one) => sum + one, 0) / times;

describe('a median', () => {
  it('is the middle, or between the two in the middle', () => {
    expect(medianOf([9, 1, 5])?.value).toBe(5);
    expect(medianOf([9, 1, 5, 7])?.value).toBe(6);
    expect(medianOf([4])).toEqual({ value: 4, variance: 0 });
    expect(medianOf([])).toBeUndefined();
  });

  it.each([fewestForInterval, 33, 150])('of %i times lies in its interval 19 times of 20', (n) => {
    const share = held(2_000, () => intervalOf(medianOf(draw(n, time))!), 1);
    expect(share).toBeGreaterThan(0.93);
    expect(share).toBeLessThan(0.98);
  });

  it('differs from that of as many others by what their interval holds', () => {
    const share = held(2_000, () => distanceOf(medianOf(draw(30, () => 2 * time()))!, medianOf(draw(90, time))!), 1);
    expect(share).toBeGreaterThan(0.93);
    expect(share).toBeLessThan(0.98);
  });
});

describe('a mean', () => {
  it('is the sum by the number', () => {
    expect(meanOf([1, 2, 6])).toEqual({ value: 3, variance: 7 / 3 });
    expect(meanOf([4])).toEqual({ value: 4, variance: 0 });
    expect(meanOf([])).toBeUndefined();
  });

  it('of twenty ratings and more lies in its interval nearly as often as promised', () => {
    const share = held(2_000, () => intervalOf(meanOf(draw(fewestForInterval, stars))!), meanStars);
    expect(share).toBeGreaterThan(0.89);
    expect(held(2_000, () => intervalOf(meanOf(draw(100, stars))!), meanStars)).toBeGreaterThan(0.93);
  });
});
