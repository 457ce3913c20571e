import { thresholds } from './thresholds.ts';

/** Fields in which a pause means a doubt. A text area is for thinking; passwords and codes are looked up. */
const doubtful =
  'input:not([type="password"]):not([type="hidden"]):not([type="search"]):not([type="checkbox"]):not([type="radio"])' +
  ':not([type="button"]):not([type="submit"]):not([type="file"]):not([autocomplete="one-time-code"]), select';

interface Page {
  document: Document;
}

interface Timing {
  now(): number;
  later(fn: () => void, delayMs: number): () => void;
}

/** How long a person waits before the first input: longer than this is a doubt. @param earlier their own waits, ms */
export const hesitationAfterMs = (earlier: readonly number[]): number => {
  const sorted = [...earlier].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return Math.max(thresholds.hesitationMs, thresholds.hesitationTimes * median);
};

/**
 * Tells of a person who stands in a field and does not go on, while the page is visible and the pointer moves or the page
 * scrolls. The first field after loading says nothing, for the page focuses it.
 *
 * @returns what ends it
 */
export const watchHesitation = (
  { document }: Page,
  { now, later }: Timing,
  onHesitation: (field: Element, waitedMs: number) => void,
): (() => void) => {
  const waits: number[] = [];
  let isFirst = true;
  let field: Element | null = null;
  let since = 0;
  let hasInput = false;
  let isAlive = false;
  let cancel = (): void => {};

  const seen = (): void => void (isAlive = true);
  const unlisten = (): void => {
    document.removeEventListener('pointermove', seen, true);
    document.removeEventListener('scroll', seen, true);
  };
  const leave = (): void => {
    cancel();
    unlisten();
    field = null;
  };
  const wait = (forMs: number): void => {
    cancel();
    unlisten();
    isAlive = false;
    const stopAlive = later(() => {
      document.addEventListener('pointermove', seen, { capture: true, once: true, passive: true });
      document.addEventListener('scroll', seen, { capture: true, once: true, passive: true });
    }, thresholds.aliveAfterMs);
    const stopTold = later(() => {
      if (field !== null && isAlive && document.visibilityState === 'visible') onHesitation(field, now() - since);
      unlisten();
    }, forMs);
    cancel = () => {
      stopAlive();
      stopTold();
    };
  };

  const focused = ({ target }: Event): void => {
    leave();
    const element = target as Element | null;
    if (element === null || !('matches' in element) || !element.matches(doubtful)) return;
    if (element.closest('[data-harmony-ignore], harmony-widget') !== null) return;
    if (isFirst) return void (isFirst = false);
    field = element;
    since = now();
    hasInput = false;
    wait(hesitationAfterMs(waits));
  };
  const typed = ({ target }: Event): void => {
    if (target !== field) return;
    if (!hasInput) waits.push(now() - since);
    hasInput = true;
    since = now();
    wait(thresholds.pauseMs);
  };

  const listened = [
    ['focusin', focused],
    ['focusout', leave],
    ['input', typed],
  ] as const;
  for (const [type, fn] of listened) document.addEventListener(type, fn, { capture: true, passive: true });
  return () => {
    leave();
    for (const [type, fn] of listened) document.removeEventListener(type, fn, true);
  };
};
