import type { Detector, Press } from '../detector.ts';
import { isPressedOften } from '../target.ts';
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
    let hasSelected = false;
    const told = new WeakSet<Press>();
    watch.onPress((press) => {
      if (press.isKeyboard) return;
      burst = burstWith(burst, press, { gapMs, distancePx });
      if (burst.presses.length === 1) hasSelected = false;
    });
    watch.hear('selectionchange', () => {
      const isQuestion = burst !== null && !burst.presses[0]!.isInteractive && !hasSelected;
      if (isQuestion) hasSelected = watch.page.getSelection()?.isCollapsed === false;
    });
    watch.onVerdict((press) => {
      // The last one decides: by then it is known of all before it.
      if (burst?.presses.at(-1) !== press || press.answeredAt !== null || press.isDisabled) return;
      const [first] = burst.presses;
      if (told.has(first!) || !isRage(burst, clicks, hasSelected) || isPressedOften(press.root)) return;
      // It opens a window each time, which this page hears nothing of.
      if (press.root.matches('a[href][target]')) return;
      told.add(first!);
      watch.tell({ root: press.root, count: burst.presses.length });
    });
  },
};
