import { offerTimes } from './rules.ts';

interface Page {
  document: Document;
}

interface Timing {
  now(): number;
  later(fn: () => void, delayMs: number): () => void;
}

/** Fields in which nobody is spoken to. */
const private_ = 'input[type="password"], [autocomplete^="cc-"], [autocomplete="one-time-code"]';

/** Finds the moment in which somebody may be spoken to. */
export interface Moments {
  /** True while nothing was typed or pressed for three seconds. */
  isCalm(): boolean;
  /** Calls `fn` at the next pause, or `onDropped` when there is none within 20 s. A new wait takes the place of the last. */
  wait(fn: () => void, onDropped: () => void): void;
  stop(): void;
}

/** @param isBusy whether something that the person did is still under way */
export const createMoments = ({ document }: Page, { now, later }: Timing, isBusy: () => boolean): Moments => {
  let lastAt = now();
  let isComposing = false;
  let isDragging = false;
  let cancel = (): void => {};

  const options = { capture: true, passive: true } as const;
  const listened: readonly (readonly [string, () => void])[] = [
    ['keydown', () => (lastAt = now())],
    [
      'pointerdown',
      () => {
        lastAt = now();
        // What was dragged and taken off the page meanwhile told no end.
        isDragging = false;
      },
    ],
    ['wheel', () => (lastAt = now())],
    ['compositionstart', () => (isComposing = true)],
    ['compositionend', () => (isComposing = false)],
    ['dragstart', () => (isDragging = true)],
    ['dragend', () => (isDragging = false)],
  ];
  for (const [type, fn] of listened) document.addEventListener(type, fn, options);

  // A clock that was set back meanwhile does not hold every pause off until it has caught up.
  const isCalm = (): boolean => Math.abs(now() - lastAt) >= offerTimes.calmMs && !isComposing && !isDragging;
  const isPlaying = (): boolean =>
    [...document.querySelectorAll<HTMLMediaElement>('video, audio')].some(({ paused, muted }) => !paused && !muted);
  const isMoment = (): boolean =>
    isCalm() &&
    !isBusy() &&
    document.visibilityState === 'visible' &&
    document.fullscreenElement == null &&
    document.activeElement?.matches(private_) !== true &&
    !isPlaying();

  return {
    isCalm,
    wait: (fn, onDropped) => {
      cancel();
      let left = offerTimes.dropAfterMs / offerTimes.lookEveryMs;
      const look = (): void => {
        left -= 1;
        if (isMoment()) fn();
        else if (left > 0) cancel = later(look, offerTimes.lookEveryMs);
        else onDropped();
      };
      cancel = later(look, offerTimes.lookEveryMs);
    },
    stop: () => {
      cancel();
      for (const [type, fn] of listened) document.removeEventListener(type, fn, true);
    },
  };
};
