const LONGEST_DELAY_MS = 5 * 60_000;

/**
 * How long an event waits after its handler failed for the `attempts`th time (from 1): 1 s, 2 s, 4 s … up to 5 min, and
 * up to a quarter more by chance, so that events that failed together do not come back together.
 *
 * @param random 0 ≤ x < 1
 */
export function retryDelayMs(attempts: number, random: number): number {
  const delayMs = Math.min(1_000 * 2 ** (attempts - 1), LONGEST_DELAY_MS);
  return Math.round(delayMs * (1 + random / 4));
}
