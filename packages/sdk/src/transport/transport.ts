import type { Signal, SignalsReceived } from '@harmony-live/protocol';
import type { Environment } from '../boot/environment.ts';

/** How often what waits is sent, and how soon a first sign is. */
const everyMs = 10_000;
/** The largest batch, in characters of JSON: small enough for a beacon beside what the page sends itself. */
const batchLength = 16 * 1024;
/** The most that waits, in characters; the oldest goes first. */
const queueLength = 64 * 1024;
/** Pauses between attempts; after the last the batch is given up. */
const retryMs = [1_000, 4_000, 15_000, 60_000];

export interface Transport {
  /** Puts a signal into the queue. */
  add(signal: Signal): void;
  /** Sends what waits, also while the page is being left. */
  flush(): void;
  /** Forgets what waits and sends nothing more. */
  stop(): void;
}

/**
 * Sends signals in batches, each ten seconds or when the page is hidden. Nothing is kept on the device, and a server that
 * does not answer is left alone after five attempts.
 *
 * @param token the visit's token; rejects where there is none to be had
 */
export const createTransport = (
  env: Pick<Environment, 'fetch' | 'later' | 'listen' | 'now'>,
  backend: string,
  token: () => Promise<string>,
): Transport => {
  let queue: Signal[] = [];
  let isSending = false;
  let isOver = false;
  let attempts = 0;
  let cancel: (() => void) | null = null;

  const schedule = (delayMs: number): void => {
    if (isOver || queue.length === 0 || cancel !== null || isSending) return;
    cancel = env.later(() => {
      cancel = null;
      void send();
    }, delayMs);
  };

  const send = async (): Promise<void> => {
    if (isSending || isOver || queue.length === 0) return;
    isSending = true;
    const batch = takeBatch(queue);
    let outcome: 'sent' | 'again' | 'refused' = 'again';
    let pauseMs = retryMs[attempts];
    try {
      const body = JSON.stringify({ token: await token(), sentAt: new Date(env.now()).toISOString(), signals: batch });
      // As text: no preflight, and the same form that a page may send while it is being left.
      const response = await env.fetch(`${backend}/v1/signals`, {
        method: 'POST',
        headers: { 'content-type': 'text/plain' },
        credentials: 'omit',
        referrerPolicy: 'strict-origin',
        keepalive: true,
        body,
      });
      if (response.ok) outcome = 'sent';
      else if (response.status !== 429 && response.status < 500) outcome = 'refused';
      else if (pauseMs !== undefined)
        pauseMs = Math.max(pauseMs, Number(response.headers.get('retry-after') ?? 0) * 1_000);
      if (response.ok) await (response.json() as Promise<SignalsReceived>).catch(() => {});
    } catch {
      // No network, or no visit: the batch stays.
    }
    isSending = false;
    if (outcome === 'again' && pauseMs !== undefined) {
      attempts += 1;
      return schedule(pauseMs);
    }
    attempts = 0;
    const gone = new Set(batch.map(({ id }) => id));
    queue = queue.filter(({ id }) => !gone.has(id));
    schedule(everyMs);
  };

  const offHidden = env.listen('pagehide', () => void send());

  return {
    add: (signal) => {
      if (isOver) return;
      queue = withinLength([...queue, signal]);
      schedule(everyMs);
    },
    flush: () => void send(),
    stop: () => {
      isOver = true;
      queue = [];
      cancel?.();
      offHidden();
    },
  };
};

/** The first signals that fit one batch. */
const takeBatch = (queue: readonly Signal[]): Signal[] => {
  let length = 0;
  return queue.filter((signal) => (length += JSON.stringify(signal).length) <= batchLength);
};

const withinLength = (queue: Signal[]): Signal[] => {
  let length = JSON.stringify(queue).length;
  let first = 0;
  while (length > queueLength) length -= JSON.stringify(queue[first++]).length + 1;
  return queue.slice(first);
};
