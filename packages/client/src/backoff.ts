/**
 * The pause before the next try, "full jitter": anything from 0 to a ceiling that doubles up to a maximum, so that
 * clients that were cut off together do not come back together.
 * Source: AWS Architecture Blog, "Exponential Backoff And Jitter" (2015).
 *
 * @param attempt 0 for the first pause
 * @param random 0 ≤ x < 1
 */
export const backoffMs = (attempt: number, random: number, firstMs = 500, mostMs = 30_000): number =>
  Math.round(random * Math.min(mostMs, firstMs * 2 ** Math.min(attempt, 30)));
