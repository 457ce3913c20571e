import type { Detector } from '../detector.ts';
import { isOurs } from '../target.ts';

const limits = {
  /** Longer than this from a press or a key to what is then shown is poor: https://web.dev/articles/inp */
  slowMs: 500,
  /** Longer than this is no work of the page: a dialog of the browser, a debugger, a computer that slept. */
  atMostMs: 10_000,
  /** One interaction has several entries, and a long frame besides. */
  againMs: 5_000,
};

/** The parts of entries that are read: `interactionId` of events, `firstUIEventTimestamp` of frames; 0 for neither. */
interface Entry {
  readonly duration: number;
  readonly interactionId?: number;
  readonly firstUIEventTimestamp?: number;
  readonly target?: Node | null;
}

/**
 * The page answers an input late, by the browser's own measure: an `event` entry of an interaction, or a long animation
 * frame with an input in it. Observed directly, for `web-vitals` weighs more than this and tells one figure a page. Silent
 * in browsers that measure neither.
 */
export const perfSlow: Detector<typeof limits> = {
  ...{ kind: 'perf.slow', family: 'perf', weight: 12, limits },
  start: (watch, { slowMs, atMostMs, againMs }) => {
    const { PerformanceObserver, document } = watch.page;
    let toldAt = 0;
    const hear = (entries: readonly Entry[]): void => {
      const slow = entries.find(
        ({ duration, interactionId, firstUIEventTimestamp, target }) =>
          duration > slowMs &&
          duration < atMostMs &&
          (interactionId ?? firstUIEventTimestamp) &&
          !(target && isOurs(target)),
      );
      const at = watch.now();
      if (slow === undefined || at - toldAt < againMs || document.visibilityState !== 'visible') return;
      toldAt = at;
      watch.tell({
        ...(slow.target?.nodeType === 1 && { root: slow.target as Element }),
        data: { tookMs: Math.round(slow.duration / 100) * 100 },
      });
    };
    const offs = ['event', 'long-animation-frame'].map((type) => {
      if (!PerformanceObserver?.supportedEntryTypes?.includes(type)) return () => {};
      // Off the observer's own call: what fails there would be the page's error.
      const observer = new PerformanceObserver((list) => void watch.later(() => hear(list.getEntries()), 0));
      observer.observe({ type, durationThreshold: slowMs } as PerformanceObserverInit);
      return () => observer.disconnect();
    });
    return () => offs.forEach((off) => off());
  },
};
