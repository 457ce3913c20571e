import type { Detector } from './detector.ts';

/** Fields in which a pause means a doubt. A text area is for thinking; passwords and codes are looked up. */
const doubtful =
  'input:not([type="password"]):not([type="hidden"]):not([type="search"]):not([type="checkbox"]):not([type="radio"])' +
  ':not([type="button"]):not([type="submit"]):not([type="file"]):not([autocomplete="one-time-code"]), select';

/** Longer than this, and than `times` the person's own median; the pointer is listened to from `aliveAfterMs` on only. Milliseconds. */
const limits = { longMs: 8_000, times: 4, aliveAfterMs: 4_000, pauseMs: 10_000 };

/** How long a person waits before the first input: longer than this is a doubt. @param earlier their own waits, ms */
export const hesitationAfterMs = (earlier: readonly number[], { longMs, times } = limits): number => {
  const sorted = [...earlier].sort((a, b) => a - b);
  return Math.max(longMs, times * (sorted[Math.floor(sorted.length / 2)] ?? 0));
};

/**
 * A person stands in a field and does not go on, while the page is visible and the pointer moves or the page scrolls. The
 * first field after loading says nothing, for the page focuses it.
 */
export const formHesitation: Detector<typeof limits> = {
  ...{ kind: 'form.hesitation', family: 'form', weight: 12, limits },
  start: (watch, set) => {
    const { document } = watch.page;
    const waits: number[] = [];
    let isFirst = true;
    let field: Element | null = null;
    let since = 0;
    let hasInput = false;
    let isAlive = false;
    let cancel = (): void => {};

    const wait = (forMs: number): void => {
      cancel();
      isAlive = false;
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
        if (field !== null && isAlive && document.visibilityState === 'visible') watch.tell({ root: field });
        unlisten();
      }, forMs);
      cancel = () => {
        stopAlive();
        stopTold();
        unlisten();
      };
    };

    const leave = (): void => {
      cancel();
      field = null;
    };
    watch.hear('focusin', (event) => {
      leave();
      const element = event.composedPath()[0] as Element | undefined;
      if (element?.matches?.(doubtful) !== true || watch.isIgnored(event)) return;
      if (isFirst) return void (isFirst = false);
      field = element;
      since = watch.now();
      hasInput = false;
      wait(hesitationAfterMs(waits, set));
    });
    watch.hear('focusout', leave);
    watch.hear('input', (event) => {
      if (field === null || event.composedPath()[0] !== field) return;
      if (!hasInput) waits.push(watch.now() - since);
      hasInput = true;
      since = watch.now();
      wait(set.pauseMs);
    });
  },
};
