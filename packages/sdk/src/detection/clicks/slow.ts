import type { Detector, Press } from '../detector.ts';
import { isLink, isPressedOften } from '../target.ts';
import { thresholds } from '../thresholds.ts';

/** A request that takes longer is slow whatever the page shows meanwhile. */
export const slowRequestMs = 4_000;

/** How long the press's requests took, or have taken by now; 0 where it started none. */
export const requestMs = ({ at, respondedAt, pending }: Press, now: number): number =>
  pending > 0 ? now - at : respondedAt === null ? 0 : respondedAt - at;

/**
 * The longest wait tells good sessions from bad best of all (AUC 0.85). Milliseconds; `mostWeight` is what a wait of 7 s
 * weighs, the detector's own weight what one of 2.5 s does.
 */
const limits = { afterMs: thresholds.answerWithinMs, pendingMs: slowRequestMs, mostWeight: 25 };

/** What the shortest of these waits weighs. */
const slowWeight = 12;

/** The page answers, late: after 2.5 s, or its request takes more than 4 s. Half as bad where it shows that it works on it. */
export const clickSlow: Detector<typeof limits> = {
  ...{ kind: 'click.slow', family: 'click', weight: slowWeight, limits },
  start: (watch, { afterMs, pendingMs, mostWeight }) => {
    watch.onVerdict((press) => {
      const { root, at, answeredAt, isInteractive, isKeyboard, provisional, isBusyShown } = press;
      if (isKeyboard || !isInteractive || press.isSpent || isLink(root) || isPressedOften(root)) return;
      const tookMs = requestMs(press, watch.now());
      const answerMs = answeredAt === null ? 0 : answeredAt - at;
      const waitedMs = Math.max(tookMs > pendingMs ? tookMs : 0, answerMs > afterMs ? answerMs : 0);
      if (waitedMs === 0) return;
      const share = Math.min(1, Math.max(0, (waitedMs - afterMs) / (thresholds.pendingAtMostMs - afterMs)));
      const weight = slowWeight + (mostWeight - slowWeight) * share;
      watch.tell({
        root,
        weight: Math.round(isBusyShown ? weight / 2 : weight),
        // To the half second: nobody is told apart by it.
        data: { waitedMs: Math.round(waitedMs / 500) * 500 },
        ...(provisional === null ? {} : { replaces: provisional }),
      });
      press.provisional = null;
    });
  },
};
