/** How many rated. @param ratings how often each was given, 1 first */
export const ratedOf = (ratings: readonly number[]): number => ratings.reduce((sum, count) => sum + count, 0);

/** The mean of 1–5; `NaN` where nobody rated. */
export const meanOf = (ratings: readonly number[]): number =>
  ratings.reduce((sum, count, index) => sum + count * (index + 1), 0) / ratedOf(ratings);
