import type { FastifyInstance } from 'fastify';

/** Work that looks for what is due, again and again: the safety net under events and timers (`matching.md`: each 10 s). */
export interface Sweep {
  /** For the log. */
  name: string;
  everyMs: number;
  /** Claims what it takes, so that it may run on any number of nodes at once. */
  run: () => Promise<void>;
}

/** Runs a sweep from the time the app is ready until it closes; never twice at once in one process. */
export const startSweep = (app: FastifyInstance, { name, everyMs, run }: Sweep): void => {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let isOver = false;

  const later = (): void => {
    if (!isOver) timer = setTimeout(() => (running = once()), everyMs);
  };
  const once = async (): Promise<void> => {
    try {
      await run();
    } catch (error) {
      app.log.error({ err: error, sweep: name }, 'a sweep failed; it is tried again');
    }
    later();
  };

  app.addHook('onReady', async () => later());
  app.addHook('preClose', async () => {
    isOver = true;
    clearTimeout(timer);
    await running;
  });
};
