import type { Detector } from '../detector.ts';
import { howLoaded, keepTrail, markHere, readTrail, trailNames } from './trail.ts';

const limits = {
  /** So many reloads of one address (`detection.md`). */
  reloads: 3,
  withinMs: 30_000,
  /** From here on a page that loads itself again at even distances does so by a timer; people are quicker, and uneven. */
  timerMs: 4_000,
  /** As even as this, as a share of the distance. */
  timerEven: 0.1,
} as const;

/**
 * Somebody loads one page again and again. A document knows that it was loaded again, not how often; so this is told only
 * where the tab may keep it, in consent state `on`. In `local` nothing may be kept anywhere: not in storage, not in
 * `history.state`, not in `window.name`, which are all places on the device; there this kind stays silent. A page that loads
 * itself again by a timer, and one that nobody looks at, stay silent too.
 */
export const navReload: Detector<Record<keyof typeof limits, number>> = {
  ...{ kind: 'nav.reload', family: 'nav', weight: 25, limits },
  start: (watch, { reloads, withinMs, timerMs, timerEven }) => {
    if (howLoaded(watch.page) !== 'reload' || watch.page.document.visibilityState === 'hidden') return undefined;
    const at = watch.now();
    const mark = markHere(watch.page);
    const before = readTrail(watch, trailNames.reloads).filter((one) => one.mark === mark && at - one.at < withinMs);
    const all = [...before, { mark, at }];
    const isEnough = all.length >= reloads;
    if (
      isEnough &&
      !isTimer(
        all.map((one) => one.at),
        timerMs,
        timerEven,
      )
    )
      watch.tell({ count: all.length });
    return keepTrail(watch, trailNames.reloads, all.slice(-reloads));
  },
};

const isTimer = (times: readonly number[], atLeastMs: number, even: number): boolean => {
  const gaps = times.slice(1).map((at, index) => at - times[index]!);
  const shortest = Math.min(...gaps);
  return shortest >= atLeastMs && Math.max(...gaps) - shortest <= shortest * even;
};
