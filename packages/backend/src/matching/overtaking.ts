/** A request may be overtaken by those that came so much later, and by nothing else: milliseconds of place in the queue. */
export const overtakeMs = 3 * 60_000;
/** So many of those who wait longest are looked at for each expert who becomes free: each look is a ranking. */
export const mostLookedAt = 6;
/** Only who suits so much better goes first (the term `meaning`, 0–1): a tie of words is no reason to wait longer. */
const clearlyBetter = 0.1;

/** One who waits: their place (earlier is less), and how well the best of those who are free suits what they ask, 0–1. */
export interface Standing {
  place: number;
  fit: number;
}

/**
 * Who is next where more wait than can be asked: whoever the free expert suits best, among the first few. Without it whoever
 * becomes free gets whatever waits longest, and in a team of many trades that is seldom theirs. Nobody is passed for ever:
 * after three minutes nothing new can come before a request.
 *
 * @param waiting not empty, in the order of the queue
 * @returns its index
 */
export const nextOf = (waiting: readonly Standing[]): number => {
  const [first] = waiting;
  let best = 0;
  for (const [index, { place, fit }] of waiting.entries()) {
    if (place - first!.place > overtakeMs) break;
    if (fit >= waiting[best]!.fit + (best === 0 ? clearlyBetter : Number.EPSILON)) best = index;
  }
  return best;
};
