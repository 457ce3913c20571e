import type { Press } from '../detector.ts';

/** Presses on one thing, each near and soon after the last. */
export interface Burst {
  readonly root: Element;
  readonly presses: readonly Press[];
}

export interface BurstLimits {
  readonly gapMs: number;
  readonly distancePx: number;
}

/** Puts a press into the burst that goes on, or begins another. */
export const burstWith = (burst: Burst | null, press: Press, { gapMs, distancePx }: BurstLimits): Burst => {
  const last = burst?.presses.at(-1);
  const goesOn =
    burst !== null &&
    last !== undefined &&
    burst.root === press.root &&
    press.at - last.at < gapMs &&
    Math.hypot(press.x - last.x, press.y - last.y) <= distancePx;
  return goesOn ? { root: burst.root, presses: [...burst.presses, press] } : { root: press.root, presses: [press] };
};

/**
 * A burst is anger when it is long enough and nothing answered any of it. On what can be pressed any three presses count;
 * elsewhere a double click selects a word, and three select a paragraph.
 */
export const isRage = ({ presses }: Burst, clicks: number, hasSelected: boolean): boolean =>
  presses.length >= clicks &&
  presses.every(({ answeredAt }) => answeredAt === null) &&
  (presses[0]!.isInteractive || !hasSelected);
