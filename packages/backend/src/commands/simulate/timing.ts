/** Simulated time, in milliseconds from the beginning. */
export interface Timing {
  now(): number;
  /** Calls `act` after a simulated delay; at once for one that is over. @returns a function that takes it back */
  after(delayMs: number, act: () => void): () => void;
  /** How many simulated milliseconds so many of the server's own are. */
  ofServer(ms: number): number;
}

/**
 * Simulated time on top of the process's own.
 *
 * @param speed how many simulated seconds pass in a second: delays of people are divided by it
 * @param clock milliseconds since whenever
 */
export const createTiming = (speed: number, clock: () => number = () => performance.now()): Timing => {
  const begin = clock();
  return {
    now: () => (clock() - begin) * speed,
    after: (delayMs, act) => {
      const timer = setTimeout(act, Math.max(0, delayMs / speed));
      return () => clearTimeout(timer);
    },
    ofServer: (ms) => ms * speed,
  };
};
