import type { OfferReport, Signal, StruggleReport } from '@harmony-live/protocol';
import type { Environment } from '../boot/environment.ts';
import { shareOf } from '../config/share.ts';
import type { Carrier } from './carrier.ts';
import { own } from '../session/json.ts';
import { judgeAnswer, unreached, type Verdict } from './answer.ts';
import { bytesOf, createQueue, type Item, type List } from './queue.ts';
import { bodyOf } from './body.ts';

/** How often what waits is sent, milliseconds. */
const everyMs = 10_000;
/** A batch without an answer for this long counts as not sent. */
const timeoutMs = 15_000;
/** Pauses between attempts, before half of each is drawn by lot: pages that failed together do not come back together. */
const retryMs = [1_000, 4_000, 15_000, 60_000];
/** So often it is tried before it is silent: where the server answers with trouble, and where nothing comes back. */
const mostTries = 5;
const mostUnreached = 3;
/** What a browser carries of requests that outlive their page, all together (Fetch standard, `keepalive`), bytes. */
const inFlightBytes = 64 * 1024;
/** Under this name the tab keeps what was not acknowledged, from one document to the next. */
export const queueName = 'harmony:queue';

export interface Transport {
  signal(signal: Signal): void;
  /** The same id again takes the place of what still waits. */
  struggle(report: StruggleReport): void;
  offer(report: OfferReport): void;
  /** Sends what waits, also while the page is being left. */
  flush(): void;
  /** Forgets what waits, here and in the tab, and sends nothing more. */
  stop(): void;
}

type TransportEnvironment = Carrier &
  Pick<Environment, 'fetch' | 'isVisible' | 'later' | 'listen' | 'monotonic' | 'newId' | 'now' | 'tab'>;

/**
 * Sends what may leave, in batches of 16 KiB at most, each ten seconds and when the page is hidden. Nothing is dropped
 * unless the server refuses it, the person does, or more than 64 KiB wait:
 * ```
 * waiting ─ sent ─→ acknowledged: gone          429, 503 ─→ as long as the server asks, 10 min at most
 *    ↑        ├──→ 4xx: this batch is gone      401 ─→ once more with a new token
 *    └────────┴──→ 5xx, nothing: later          413 ─→ in halves        403, no consent ─→ all is gone, for good
 * ```
 * After five attempts, three where nothing comes back at all (a network that is away, an ad blocker), it is silent until
 * the browser is online again or the page is seen again; each time the page is hidden it tries once. What the page had no
 * time for is kept in the tab, for the next document. Ids make it harmless that something arrives twice.
 *
 * To be made only in consent state `on`; whoever leaves that state calls `stop`.
 *
 * @param token the visit's token, renewed when asked to; rejects where there is none to be had
 */
export const createTransport = (
  env: TransportEnvironment,
  backend: string,
  token: (isRenewed?: boolean) => Promise<string>,
): Transport => {
  const url = `${backend}/v1/signals`;
  const queue = createQueue();
  const held = new Set<Item>();
  let flying = 0;
  let isStarting = false;
  let isOver = false;
  let isSilent = false;
  let failures = 0;
  /** By the clock that nobody sets. */
  let notBefore = 0;
  let cancel: (() => void) | null = null;

  const schedule = (delayMs: number): void => {
    if (isOver || isSilent || queue.length === 0 || cancel !== null) return;
    const due = Math.max(delayMs, notBefore - env.monotonic());
    cancel = env.later(() => {
      cancel = null;
      void send();
    }, due);
  };

  const unschedule = (): void => {
    cancel?.();
    cancel = null;
  };

  /** Sends one batch, or while the page is being left all that the browser carries. Never rejects. */
  const send = async (isLeaving = false): Promise<void> => {
    if (isOver || queue.length === 0 || env.monotonic() < notBefore) return schedule(0);
    if (isStarting || (held.size > 0 && !isLeaving)) return;
    isStarting = true;
    const key = await tokenOrFail();
    isStarting = false;
    if (key === null) return;
    do {
      const batch = queue.next(held);
      if (isOver || batch.length === 0) return;
      const body = bodyOf(batch, key, env);
      if (flying + bytesOf(body) > inFlightBytes) return;
      void deliver(batch, body);
    } while (isLeaving);
  };

  const deliver = async (batch: Item[], body: string, isRenewed = false): Promise<void> => {
    if (isOver) return;
    const bytes = bytesOf(body);
    flying += bytes;
    for (const item of batch) held.add(item);
    const verdict = await post(body);
    flying -= bytes;
    for (const item of batch) held.delete(item);
    if (isOver) return;
    try {
      await settle(batch, verdict, isRenewed);
    } catch {
      failed(unreached);
    }
  };

  const settle = async (batch: Item[], verdict: Verdict, isRenewed: boolean): Promise<void> => {
    const { outcome } = verdict;
    if (outcome === 'again') return failed(verdict);
    if (outcome === 'stop') return stop();
    if (outcome === 'renew') {
      if (isRenewed) return failed({ outcome: 'again', isUnreached: false, waitMs: 0 });
      const key = await tokenOrFail(true);
      return key === null || isOver ? undefined : deliver(batch, bodyOf(batch, key, env), true);
    }
    if (outcome === 'split' && batch.length > 1) {
      const key = await token();
      const middle = Math.ceil(batch.length / 2);
      await deliver(batch.slice(0, middle), bodyOf(batch.slice(0, middle), key, env));
      return deliver(batch.slice(middle), bodyOf(batch.slice(middle), key, env));
    }
    queue.drop(batch);
    failures = 0;
    isSilent = false;
    keep();
    schedule(everyMs);
  };

  /** Null where there is none to be had, which counts as a failure. */
  const tokenOrFail = async (isRenewed = false): Promise<string | null> => {
    try {
      return await token(isRenewed);
    } catch (error) {
      failed(troubleOf(error));
      return null;
    }
  };

  const post = async (body: string): Promise<Verdict> => {
    // A browser without keepalive ends what a page that dies has begun; a beacon lives on, and acknowledges nothing.
    if (!env.isVisible() && !env.keepsAlive && env.beacon(url, body)) return unreached;
    const giveUp = new AbortController();
    const stopTimer = env.later(() => giveUp.abort(), timeoutMs);
    try {
      // As text: no preflight, and the same form that a page may send while it is being left.
      const response = await env.fetch(
        url,
        own<RequestInit>({
          ...{ method: 'POST', headers: { 'content-type': 'text/plain' }, body, signal: giveUp.signal },
          ...{ credentials: 'omit', referrerPolicy: 'strict-origin', keepalive: true },
        }),
      );
      return await judgeAnswer(response, env.now());
    } catch {
      if (!env.isVisible()) env.beacon(url, body);
      return unreached;
    } finally {
      stopTimer();
    }
  };

  /** What was to be sent stays. Batches that fail together count as one failure. */
  const failed = (verdict: Verdict): void => {
    if (isOver || verdict.outcome !== 'again') return;
    notBefore = Math.max(notBefore, env.monotonic() + verdict.waitMs);
    if (isSilent || cancel !== null) return;
    failures += 1;
    isSilent = failures >= (verdict.isUnreached ? mostUnreached : mostTries);
    const pause = retryMs[Math.min(failures, retryMs.length) - 1]!;
    schedule(pause * (0.5 + shareOf(env.newId(), 'retry') / 2));
  };

  /** The tab keeps what waits while nobody looks, since the page may not come back. */
  const keep = (): void => {
    if (env.isVisible() || queue.length === 0) env.tab.removeItem(queueName);
    else env.tab.setItem(queueName, queue.save());
  };

  const leave = (): void => {
    unschedule();
    keep();
    void send(true);
  };
  const comeBack = (): void => {
    keep();
    failures = 0;
    isSilent = false;
    schedule(0);
  };

  const stop = (): void => {
    isOver = true;
    queue.clear();
    unschedule();
    for (const off of offs) off();
    env.tab.removeItem(queueName);
  };

  const offs = [
    env.listen('pagehide', leave),
    env.listen('visibilitychange', () => (env.isVisible() ? comeBack() : leave())),
    env.listen('online', comeBack),
  ];

  const add = (list: List, value: Signal | StruggleReport | OfferReport): void => {
    if (isOver) return;
    queue.put(list, value, { now: env.now(), monotonic: env.monotonic() });
    schedule(everyMs);
  };

  queue.load(env.tab.getItem(queueName));
  env.tab.removeItem(queueName);
  schedule(everyMs);

  return {
    signal: (signal) => add('signals', signal),
    struggle: (report) => add('struggles', report),
    offer: (report) => add('offers', report),
    flush: () => {
      unschedule();
      void send(true);
    },
    stop,
  };
};

/** Why there is no token. A site that refuses us is not asked again before something changes. */
const troubleOf = (error: unknown): Verdict => {
  const { status, retryAfterMs = 0 } = error as { status?: number; retryAfterMs?: number };
  return { outcome: 'again', isUnreached: status === undefined || status < 500, waitMs: retryAfterMs };
};
