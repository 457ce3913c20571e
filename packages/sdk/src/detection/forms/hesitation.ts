import type { Detector } from '../detector.ts';
import { watchFields } from './fields.ts';

/** Milliseconds, and a factor (`detection.md`). */
const limits = {
  /** A wait before the first input is a doubt when it is longer than this, */
  longMs: 8_000,
  /** and than so many times the person's own median. */
  times: 4,
  /** The pointer is listened to from here on only. */
  aliveAfterMs: 4_000,
  /** A stop inside a field. */
  pauseMs: 10_000,
};

/** How long a person waits before the first input: longer than this is a doubt. @param earlier their own waits, ms */
export const hesitationAfterMs = (earlier: readonly number[], { longMs, times } = limits): number => {
  const sorted = [...earlier].sort((a, b) => a - b);
  return Math.max(longMs, times * (sorted[Math.floor(sorted.length / 2)] ?? 0));
};

/**
 * A person stands in a field and does not go on, while the page is in front and the pointer moves or the page scrolls. The
 * first field after loading says nothing, for the page focuses it.
 */
export const formHesitation: Detector<typeof limits> = {
  ...{ kind: 'form.hesitation', family: 'form', weight: 12, limits },
  start: (watch, set) => {
    const { document } = watch.page;
    const waits: number[] = [];
    let isFirst = true;
    let since = 0;
    let hasInput = false;
    let cancel = (): void => {};

    const wait = (root: Element, forMs: number): void => {
      cancel();
      since = watch.now();
      if (isFirst) return;
      let isAlive = false;
      let offs: (() => void)[] = [];
      const unlisten = (): void => offs.forEach((off) => off());
      const seen = (): void => {
        isAlive = true;
        unlisten();
      };
      const stopAlive = watch.later(() => {
        offs = [watch.hear('pointermove', seen), watch.hear('scroll', seen)];
      }, set.aliveAfterMs);
      const stopTold = watch.later(() => {
        if (isAlive && document.visibilityState === 'visible' && document.hasFocus()) watch.tell({ root });
        unlisten();
      }, forMs);
      cancel = () => {
        stopAlive();
        stopTold();
        unlisten();
      };
    };

    watchFields(watch, {
      enter: (field) => {
        hasInput = false;
        wait(field, hesitationAfterMs(waits, set));
      },
      edit: (field) => {
        if (!hasInput && !isFirst) waits.push(watch.now() - since);
        hasInput = true;
        wait(field, set.pauseMs);
      },
      leave: () => {
        isFirst = false;
        cancel();
      },
    });
  },
};
