import type { Estimate } from '../../platform/statistics/location.ts';

export { seededRandom as seeded } from '../../platform/seeded-random.ts';
export type { Estimate } from '../../platform/statistics/location.ts';

/** Draws of a bootstrap: more changes the third digit only. */
const draws = 2_000;

/**
 * Percentile bootstrap: `units` (subjects, groups, files: whatever is independent) are drawn again with replacement.
 * Draws for which the figure is not a number, such as an AUC of one class, are left out.
 */
export const bootstrap = <T>(
  units: readonly T[],
  figure: (drawn: readonly T[]) => number,
  random: () => number,
): Estimate => {
  const figures: number[] = [];
  for (let draw = 0; draw < draws; draw += 1) {
    const drawn = units.map(() => units[Math.floor(random() * units.length)]!);
    const value = figure(drawn);
    if (!Number.isNaN(value)) figures.push(value);
  }
  figures.sort((a, b) => a - b);
  const at = (share: number): number => figures[Math.round(share * (figures.length - 1))] ?? Number.NaN;
  return { value: figure(units), low: at(0.025), high: at(0.975) };
};

/** Chance that a positive scores higher than a negative, ties counted half; NaN when a side is empty. */
export const auc = (positives: readonly number[], negatives: readonly number[]): number => {
  const all = [
    ...positives.map((value) => ({ value, isPositive: true })),
    ...negatives.map((value) => ({ value, isPositive: false })),
  ];
  all.sort((a, b) => a.value - b.value);
  let rankSum = 0;
  for (let start = 0; start < all.length;) {
    let end = start;
    while (end < all.length && all[end]!.value === all[start]!.value) end += 1;
    const rank = (start + 1 + end) / 2;
    rankSum += rank * all.slice(start, end).filter(({ isPositive }) => isPositive).length;
    start = end;
  }
  const [n, m] = [positives.length, negatives.length];
  return n === 0 || m === 0 ? Number.NaN : (rankSum - (n * (n + 1)) / 2) / (n * m);
};

export const mean = (values: readonly number[]): number =>
  values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length;
