/** One timer for many things that are due. */
export interface Alarm {
  /** Rings at this time, or before. Milliseconds since the epoch. */
  set(at: number): void;
  clear(): void;
}

/**
 * @param ring looks at what is due and sets the alarm for the rest: a look too early finds nothing and looks again, which
 * costs less than a timer for each press
 */
export const createAlarm = (
  now: () => number,
  later: (fn: () => void, delayMs: number) => () => void,
  ring: () => void,
): Alarm => {
  let setFor = Infinity;
  let cancel = (): void => {};
  return {
    set: (at) => {
      if (at >= setFor) return;
      cancel();
      setFor = at;
      cancel = later(
        () => {
          setFor = Infinity;
          ring();
        },
        Math.max(0, at - now()),
      );
    },
    clear: () => {
      cancel();
      setFor = Infinity;
    },
  };
};
