/** One timer for many things that are due. */
export interface Alarm {
  /** Rings at this time, or before; after a ring there is rest for 50 ms. Milliseconds since the epoch. */
  set(at: number): void;
  clear(): void;
}

/** Where things are due one upon another, as after presses of a program, they are looked at together. */
const restMs = 50;

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
  let rangAt = Number.NEGATIVE_INFINITY;
  let cancel = (): void => {};
  return {
    set: (wanted) => {
      // A clock that was set back since then makes nobody wait for longer.
      const at = Math.max(wanted, Math.min(rangAt, now()) + restMs);
      if (at >= setFor) return;
      cancel();
      setFor = at;
      cancel = later(
        () => {
          setFor = Infinity;
          rangAt = now();
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
