import { seededRandom } from '../../platform/seeded-random.ts';
import type { Times } from './profile.ts';

const hourMs = 3_600_000;

/** Chance of one person: what happens to others meanwhile changes none of their draws. */
export interface Chance {
  /** Whether something with this probability happens. */
  is(share: number): boolean;
  /** 0 ≤ n < below, whole. */
  below(below: number): number;
  /** One of them. */
  one<T>(of: readonly T[]): T;
  /** The index that these weights give; they need not add up to 1. */
  weighted(weights: readonly number[]): number;
  /** Milliseconds. */
  time(times: Times): number;
  /** An id in the form of a UUID, version 4. */
  id(): string;
}

/** @param stream who draws, such as `visitor 17`: other streams of the same seed are independent */
export const chanceOf = (seed: number, stream: string): Chance => {
  const random = seededRandom(hashOf(`${seed} ${stream}`));
  // 1 − x, because the logarithm of 0 is none.
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const below = (limit: number): number => Math.floor(random() * limit);
  return {
    is: (share) => random() < share,
    below,
    one: (of) => of[below(of.length)]!,
    weighted: (weights) => {
      let left = random() * weights.reduce((sum, weight) => sum + weight, 0);
      const index = weights.findIndex((weight) => (left -= weight) < 0);
      return index === -1 ? weights.length - 1 : index;
    },
    time: ({ median, sigma }) => 1000 * median * Math.exp(sigma * normal()),
    id: () => {
      const hex = Array.from({ length: 32 }, () => below(16).toString(16)).join('');
      return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-a$4-$5');
    },
  };
};

/**
 * Arrivals of a Poisson process whose rate is constant within each hour of the day (by thinning: Lewis and Shedler, Naval
 * Research Logistics Quarterly 26, 1979, 403–413), in milliseconds from the beginning, in order.
 *
 * @param perHour one rate, or one for each hour of the day
 * @param startsAt hour of the day at which it begins
 * @param hours how long it lasts
 */
export const arrivals = (
  { perHour, startsAt, hours }: { perHour: readonly number[]; startsAt: number; hours: number },
  seed: number,
): number[] => {
  const random = seededRandom(hashOf(`${seed} arrivals`));
  const most = Math.max(...perHour);
  const found: number[] = [];
  if (most === 0) return found;
  for (let at = 0; ;) {
    at += -Math.log(1 - random()) / most;
    if (at >= hours) return found;
    const rate = perHour[Math.floor(startsAt + at) % perHour.length]!;
    if (random() * most < rate) found.push(at * hourMs);
  }
};

/** FNV-1a, 32 bits, with a last mix so that streams with like names are not alike. */
const hashOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
};
