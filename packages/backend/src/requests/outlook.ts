import type { QueueOutlook } from '@harmony-live/protocol';

/** One hour, in milliseconds: the grain in which arrivals are looked at. */
export const hourMs = 60 * 60_000;
/** One week, in milliseconds: what comes again. */
export const weekMs = 7 * 24 * hourMs;
/** Further back is another time. */
export const mostWeeks = 8;
/** With fewer weeks, one busy hour would be taken for a habit. */
export const fewestWeeks = 2;
/** With fewer requests there is next to nothing to go by. */
export const fewestRequests = 5;

const hoursAhead = weekMs / hourMs;

/**
 * When the next request is likely, from those of the last whole weeks: for each hour from now on, how many came in the same
 * hour of each of the weeks. Likely is an hour in which at least half of the weeks had one.
 *
 * @param arrivals epoch milliseconds, in any order; older than eight weeks is left out
 * @param since when the first request ever came, or null when none has
 */
export const outlookOf = (arrivals: readonly number[], since: number | null, now: number): QueueOutlook => {
  const weeks = since === null ? 0 : Math.min(mostWeeks, Math.floor((now - since) / weekMs));
  const begin = now - weeks * weekMs;
  const recent = arrivals.filter((at) => at >= begin && at < now);
  if (weeks < fewestWeeks || recent.length < fewestRequests) {
    return { weeks, requests: recent.length, nextHour: null, likelyAt: null };
  }
  // [hour from the beginning of a week][week]: `now` is where a week begins, so that the hours ahead are the first ones.
  const counts = Array.from({ length: hoursAhead }, () => Array.from({ length: weeks }, () => 0));
  for (const at of recent) {
    const week = Math.floor((at - begin) / weekMs);
    const hour = Math.floor(((at - begin) % weekMs) / hourMs);
    counts[hour]![week]! += 1;
  }
  const likely = counts.findIndex((hour) => hour.filter((count) => count > 0).length * 2 >= weeks);
  const [first] = counts;
  return {
    weeks,
    requests: recent.length,
    nextHour: { low: Math.min(...first!), high: Math.max(...first!) },
    likelyAt: likely === -1 ? null : new Date(now + likely * hourMs).toISOString(),
  };
};
