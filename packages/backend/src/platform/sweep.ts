import type { FastifyInstance } from 'fastify';

/** Work that looks for what is due, again and again: the safety net under events and timers (`matching.md`: each 10 s). */
export interface Sweep {
  /** For the log. */
  name: string;
  everyMs: number;
  /** Claims what it takes, so that it may run on any number of nodes at once. */
  run: () => Promise<void>;
}

/** By so much the time of day and the time that passed do not part by themselves between two runs: somebody set the clock. */
const setByMs = 5_000;
/** A run that comes so late: the process was asleep, or had no processor. */
const lateMs = 30_000;
/**
 * Then whatever is said to be gone, silent or overdue may only not have been heard of yet. Whoever is there is heard of each 15 s
 * (`liveLimits.heartbeatEveryMs`): nothing is ended before that has been twice.
 */
const settleMs = 30_000;

/** Runs a sweep from the time the app is ready until it closes; never twice at once in one process. */
export const startSweep = (app: FastifyInstance, { name, everyMs, run }: Sweep): void => {
  const { clock } = app.platform;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let isOver = false;

  const later = (afterMs: number): void => {
    if (isOver) return;
    const [setAt, begunAt, dueAt] = [clock.now(), clock.elapsed(), performance.now() + afterMs];
    timer = setTimeout(() => {
      const setMs = clock.now() - setAt - (clock.elapsed() - begunAt);
      // Not by the clock, which those who try things out may move while timers go on.
      const sleptMs = performance.now() - dueAt;
      if (Math.abs(setMs) < setByMs && sleptMs < lateMs) running = once();
      else {
        app.log.warn(
          { sweep: name, setMs, sleptMs },
          'the clock was set, or this process slept: who is there is heard first',
        );
        later(settleMs);
      }
    }, afterMs);
  };
  const once = async (): Promise<void> => {
    try {
      await run();
    } catch (error) {
      app.log.error({ err: error, sweep: name }, 'a sweep failed; it is tried again');
    }
    later(everyMs);
  };

  app.addHook('onReady', async () => later(everyMs));
  app.addHook('preClose', async () => {
    isOver = true;
    clearTimeout(timer);
    await running;
  });
};
