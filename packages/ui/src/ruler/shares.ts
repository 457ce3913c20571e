/** A scale from 0 to `max` with a band and a tick on it; one unit throughout. */
export interface RulerSpan {
  max: number;
  from: number;
  to: number;
  now: number;
}

/** The span as CSS percentages of the scale. What lies beyond an end is drawn at that end. */
export function rulerShares({ max, from, to, now }: RulerSpan): { from: string; to: string; now: string } {
  const share = (value: number) => `${max > 0 ? Math.round(Math.min(1, Math.max(0, value / max)) * 1000) / 10 : 0}%`;
  return { from: share(from), to: share(Math.max(from, to)), now: share(now) };
}

/** The end of a scale that holds a wait's range and what was waited already, with room after both. Whole minutes, in ms. */
export function rulerMax(highMs: number, waitedMs: number): number {
  const minuteMs = 60_000;
  return Math.max(2, Math.ceil((Math.max(highMs, waitedMs) * 1.3) / minuteMs)) * minuteMs;
}
