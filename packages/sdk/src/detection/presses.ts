import { thresholds } from './thresholds.ts';

/** One press of the pointer (or, `isKeyboard`, of a key that clicks) and what became of it. */
export interface Press {
  root: Element;
  isInteractive: boolean;
  isKeyboard: boolean;
  x: number;
  y: number;
  /** Milliseconds since the epoch. */
  at: number;
  /** When the page did something visible; null as long as it has not. */
  answeredAt: number | null;
  /** Requests that it started and that have not come back. */
  pending: number;
  /** When the last of them came back. */
  respondedAt: number | null;
  /** An error was traced to it: each press explains one. */
  isSpent: boolean;
}

/** When the verdict on a press falls: 2.5 s after it, later while its request is on the way, 7 s at most. */
export const verdictAt = ({ at, pending, respondedAt }: Press): number => {
  const latest = at + thresholds.pendingAtMostMs;
  if (pending > 0) return latest;
  const usual = at + thresholds.answerWithinMs;
  return respondedAt === null ? usual : Math.min(latest, Math.max(usual, respondedAt + thresholds.afterResponseMs));
};

/** Presses on one thing, each near and soon after the last. */
export interface Burst {
  root: Element;
  presses: Press[];
}

/** Puts a press into the burst that goes on, or begins another. */
export const burstWith = (burst: Burst | null, press: Press): Burst => {
  const last = burst?.presses.at(-1);
  const goesOn =
    burst !== null &&
    last !== undefined &&
    burst.root === press.root &&
    press.at - last.at < thresholds.rageGapMs &&
    Math.hypot(press.x - last.x, press.y - last.y) <= thresholds.ragePx;
  return goesOn ? { root: burst.root, presses: [...burst.presses, press] } : { root: press.root, presses: [press] };
};

/**
 * A burst is anger when it is long enough and nothing answered any of it. On what can be pressed any three presses count;
 * elsewhere a double click selects a word, and three select a paragraph.
 */
export const isRage = ({ presses }: Burst, hasSelected: boolean): boolean =>
  presses.length >= thresholds.rageClicks &&
  presses.every(({ answeredAt }) => answeredAt === null) &&
  (presses[0]!.isInteractive || !hasSelected);

/** The press that may have caused what happens now: the newest that is not spent. */
export const culprit = (presses: readonly Press[], now: number): Press | undefined =>
  presses.findLast(
    (press) =>
      !press.isSpent && (now - press.at <= thresholds.errorAfterPressMs || press.pending > 0) && now >= press.at,
  );
