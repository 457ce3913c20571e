const minuteMs = 60_000;

/** A likely wait, milliseconds. */
interface Wait {
  low: number;
  high: number;
}

/**
 * What is told of a wait: the estimate, until it has taken longer than was said first. From then on the estimate counts on
 * from what was waited, in whole minutes, so that it is said anew once a minute at most.
 * @param saidMs the upper end that was told first; 0 where nothing was
 */
export const toldWait = (estimate: Wait, saidMs: number, waitedMs: number): { wait: Wait; isLate: boolean } => {
  const isLate = saidMs > 0 && waitedMs > saidMs;
  if (!isLate) return { wait: estimate, isLate };
  const waited = Math.floor(waitedMs / minuteMs) * minuteMs;
  return { wait: { low: waited + estimate.low, high: waited + Math.max(estimate.high, minuteMs) }, isLate };
};
