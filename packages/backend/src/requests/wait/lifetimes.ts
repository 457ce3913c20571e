/** Something that lasts: until it was over, or at least until it was last looked at. */
export interface Lifetime {
  lasted: number;
  isOver: boolean;
}

/**
 * A quantile of how long such things last, those counted in that are not over (the estimator of Kaplan and Meier, 1958), with
 * straight lines between its steps. Beyond what was seen to end it is the longest that was seen at all.
 *
 * @param share 0–1
 * @returns 0 where there is nothing to look at
 */
export const lifetimeQuantile = (lifetimes: readonly Lifetime[], share: number): number => {
  // What ended at a time was there when what was last seen at that time was.
  const ordered = lifetimes.toSorted((a, b) => a.lasted - b.lasted || Number(b.isOver) - Number(a.isOver));
  let left = 1;
  let [before, beforeAt] = [0, 0];
  for (const [index, { lasted, isOver }] of ordered.entries()) {
    if (!isOver) continue;
    left *= 1 - 1 / (ordered.length - index);
    const ended = 1 - left;
    if (ended >= share) return beforeAt + ((share - before) / (ended - before)) * (lasted - beforeAt);
    [before, beforeAt] = [ended, lasted];
  }
  return ordered.at(-1)?.lasted ?? 0;
};
