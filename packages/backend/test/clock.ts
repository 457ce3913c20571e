import { systemClock, uuidv7, type Clock } from '../src/platform/clock.ts';

/** A clock that stands still until it is moved; ids and secrets are new each time. */
export interface FakeClock extends Clock {
  advance(ms: number): void;
  /** Somebody sets the clock: no time passes. */
  set(ms: number): void;
}

/** @param start milliseconds since the epoch */
export const fakeClock = (start = Date.parse('2026-03-02T09:00:00Z')): FakeClock => {
  let now = start;
  let elapsed = 0;
  let count = 0;
  return {
    now: () => now,
    elapsed: () => elapsed,
    random: () => 0.5,
    newId: () => {
      count += 1;
      const bytes = new Uint8Array(10);
      new DataView(bytes.buffer).setUint32(6, count);
      return uuidv7(now, bytes);
    },
    newSecret: () => systemClock.newSecret(),
    advance: (ms) => {
      now += ms;
      elapsed += ms;
    },
    set: (ms) => void (now = ms),
  };
};
