import { z } from './normal.ts';

/** A figure with its 95 % interval. */
export interface Estimate {
  value: number;
  low: number;
  high: number;
}

/** Where the middle of many values lies, and how far chance may have moved it. */
export interface Location {
  value: number;
  /** Of `value`, as the values had been drawn at random; in their unit, squared. */
  variance: number;
}

/** From so many values on the intervals hold what they promise; `location.test.ts` measures it. */
export const fewestForInterval = 20;

/**
 * The median. Its variance is that of Price and Bonett (Journal of Statistical Computation and Simulation 72, 2002, 119–124),
 * which asks nothing of the values' distribution: the distance of two order statistics about two standard errors from the
 * middle on either side, and how many that are exactly, by the normal approximation of the binomial.
 *
 * @returns undefined where there is no value
 */
export const medianOf = (values: readonly number[]): Location | undefined => {
  const n = values.length;
  if (n === 0) return undefined;
  const sorted = values.toSorted((a, b) => a - b);
  const value = (sorted[Math.floor((n - 1) / 2)]! + sorted[Math.ceil((n - 1) / 2)]!) / 2;
  const place = Math.max(1, Math.round((n + 1) / 2 - Math.sqrt(n)));
  const errors = (n - 2 * place + 1) / Math.sqrt(n);
  const variance = errors <= 0 ? 0 : ((sorted[n - place]! - sorted[place - 1]!) / (2 * errors)) ** 2;
  return { value, variance };
};

/** The mean, with the variance of its sampling. @returns undefined where there is no value */
export const meanOf = (values: readonly number[]): Location | undefined => {
  const n = values.length;
  if (n === 0) return undefined;
  const value = values.reduce((sum, one) => sum + one, 0) / n;
  const squares = values.reduce((sum, one) => sum + (one - value) ** 2, 0);
  return { value, variance: n === 1 ? 0 : squares / (n - 1) / n };
};

/** One of them with its interval. */
export const intervalOf = ({ value, variance }: Location): Estimate => around(value, variance);

/** How far one lies above another of independent values, with the interval of the difference. */
export const distanceOf = (a: Location, b: Location): Estimate => around(a.value - b.value, a.variance + b.variance);

const around = (value: number, variance: number): Estimate => {
  const reach = z * Math.sqrt(variance);
  return { value, low: value - reach, high: value + reach };
};
