import { Worker } from 'node:worker_threads';
import type { Example } from './train.ts';

/**
 * Trains in a thread of its own, which lives as long as the training: the server's own thread never waits for it.
 *
 * @param signal ends it
 * @returns the model's bytes (`fromBytes`)
 * @throws RangeError with fewer than two labels; AbortError
 */
export const trainInThread = (examples: readonly Example[], signal?: AbortSignal): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const worker = new Worker(new URL('./trainer.worker.ts', import.meta.url), { workerData: examples });
    const abort = (): void => {
      void worker.terminate();
      reject(signal?.reason as Error);
    };
    signal?.addEventListener('abort', abort, { once: true });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => {
      signal?.removeEventListener('abort', abort);
      reject(new Error(`The training ended with ${code} and without a model.`));
    });
  });
