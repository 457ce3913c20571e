import type { Detector, Press } from '../detector.ts';
import { hasSelectedWords, isPressedOften } from '../target.ts';
import { burstWith, isRage, type Burst } from './burst.ts';

/**
 * Three clicks, near and quick, is what peers take for anger; by itself that is worth nothing (AUC 0.52–0.56 on rated
 * sessions), with none of them answered it is (0.69). Times in milliseconds, distance in CSS pixels.
 */
const limits = { clicks: 3, gapMs: 1_000, distancePx: 30 };

/** Somebody presses the same thing again and again, and the page does nothing at all. Told once a burst. */
export const clickRage: Detector<typeof limits> = {
  ...{ kind: 'click.rage', family: 'click', weight: 45, limits },
  start: (watch, { clicks, gapMs, distancePx }) => {
    let burst: Burst | null = null;
    /** By the last press of each so far: whoever has gone on to press something else was angry all the same. */
    const endsWith = new WeakMap<Press, Burst>();
    /** Bursts in which text was selected, by their first press. */
    const selecting = new WeakSet<Press>();
    const told = new WeakSet<Press>();
    watch.onPress((press) => {
      if (press.isKeyboard) return;
      burst = burstWith(burst, press, { gapMs, distancePx });
      const before = burst.presses.at(-2);
      if (before !== undefined) endsWith.delete(before);
      endsWith.set(press, burst);
    });
    watch.hear('selectionchange', () => {
      const first = burst?.presses[0];
      const isQuestion = first !== undefined && !first.isInteractive && !selecting.has(first);
      if (isQuestion && hasSelectedWords(watch.page.getSelection())) selecting.add(first);
    });
    watch.onVerdict((press) => {
      // The last one decides: by then it is known of all before it.
      const mine = endsWith.get(press);
      if (mine === undefined || press.answeredAt !== null || press.isDisabled) return;
      const [first] = mine.presses;
      if (told.has(first!) || !isRage(mine, clicks, selecting.has(first!)) || isPressedOften(press.root)) return;
      // It opens a window each time, which this page hears nothing of.
      if (press.root.matches('a[href][target]')) return;
      told.add(first!);
      watch.tell({ root: press.root, count: mine.presses.length });
    });
  },
};
