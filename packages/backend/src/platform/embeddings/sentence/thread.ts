import { Worker } from 'node:worker_threads';
import type { Asked, Told, WorkerData } from './sentence.worker.ts';

/** A model at work in a thread of its own. */
export interface ModelThread {
  /** @throws Error where the model refuses, the thread ends, or `timeoutMs` pass */
  vectorsOf(texts: readonly string[]): Promise<number[][]>;
  close(): Promise<void>;
}

/** How far a download has come, in bytes. */
export type OnDownload = (file: string, loaded: number, total: number) => void;

/** A batch of short texts takes a tenth of a second; after this long something hangs. */
const timeoutMs = 60_000;

/** Loads the model. @throws Error where that fails, with the library's own words */
export const startThread = async (data: WorkerData, onDownload: OnDownload): Promise<ModelThread> => {
  const worker = new Worker(new URL('./sentence.worker.ts', import.meta.url), { workerData: data });
  const waiting = new Map<number, { resolve(vectors: number[][]): void; reject(error: Error): void }>();
  const loaded = Promise.withResolvers<void>();
  loaded.promise.catch(() => {});
  let last = 0;
  const endAll = (error: Error): void => {
    loaded.reject(error);
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.on('message', (told: Told) => {
    if (told.what === 'progress') onDownload(told.file, told.loaded, told.total);
    else if (told.what === 'ready') loaded.resolve();
    else if (told.what === 'failed') endAll(new Error(told.reason));
    else {
      const one = waiting.get(told.id);
      waiting.delete(told.id);
      if (told.what === 'vectors') one?.resolve(told.vectors);
      else one?.reject(new Error(told.reason));
    }
  });
  worker.on('error', endAll);
  worker.on('exit', () => endAll(new Error('The thread of the sentence model has ended.')));
  const close = async (): Promise<void> => void (await worker.terminate());
  try {
    await loaded.promise;
  } catch (error) {
    await close();
    throw error;
  }
  // A process that has nothing else to do may end, unless somebody waits for vectors.
  worker.unref();
  return {
    vectorsOf: async (texts) => {
      const id = (last += 1);
      const { promise, resolve, reject } = Promise.withResolvers<number[][]>();
      const timer = setTimeout(() => reject(new Error(`No vectors came within ${timeoutMs / 1000} s.`)), timeoutMs);
      waiting.set(id, { resolve, reject });
      worker.ref();
      worker.postMessage({ id, texts: [...texts] } satisfies Asked);
      try {
        return await promise;
      } finally {
        clearTimeout(timer);
        waiting.delete(id);
        if (waiting.size === 0) worker.unref();
      }
    },
    close,
  };
};
