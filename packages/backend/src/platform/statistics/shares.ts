import { z } from './normal.ts';

/** So many of so many. */
export interface Share {
  of: number;
  count: number;
}

/** A difference of two shares with its 95 % interval, all in −1…1. */
export interface Difference {
  difference: number;
  low: number;
  high: number;
}

/**
 * How much a share is above another, of independent groups: Newcombe's hybrid score interval (Statistics in Medicine 17, 1998,
 * 873–890, method 10), which puts Wilson's intervals of the two together. It holds for small groups and for shares of 0 and 1,
 * where the textbook's does not. Null where a group is empty.
 */
export const differenceOf = (a: Share, b: Share): Difference | null => {
  if (a.of === 0 || b.of === 0) return null;
  const [one, other] = [wilson(a), wilson(b)];
  const difference = one.share - other.share;
  return {
    difference,
    low: difference - Math.hypot(one.share - one.low, other.high - other.share),
    high: difference + Math.hypot(one.high - one.share, other.share - other.low),
  };
};

/** A share with Wilson's score interval (Journal of the American Statistical Association 22, 1927, 209–212). */
export const wilson = ({ of, count }: Share): { share: number; low: number; high: number } => {
  const share = count / of;
  const centre = 2 * count + z ** 2;
  const reach = z * Math.sqrt(z ** 2 + 4 * count * (1 - share));
  const width = 2 * (of + z ** 2);
  return { share, low: Math.max(0, (centre - reach) / width), high: Math.min(1, (centre + reach) / width) };
};
