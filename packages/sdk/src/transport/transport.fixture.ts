import type { OfferReport, Signal, StruggleReport } from '@harmony-live/protocol';
import { createMemory } from '../boot/environment.ts';
import { createTransport } from './transport.ts';

export const startedAt = Date.parse('2026-03-02T09:00:00.000Z');

/** What the server does with a batch: answers with a status, is not reached, or its answer is lost. */
export type Outcome = number | 'dead' | 'lost' | 'html' | Response;

export interface Batch {
  token: string;
  sentAt: string;
  signals: Signal[];
  struggles?: StruggleReport[];
  offers?: OfferReport[];
}

/** A page, a clock and a server that do as a test says. The server keeps each id once, as the real one does. */
export const createWire = (outcomes: Outcome[] = [], tab = createMemory()) => {
  const sent: Batch[] = [];
  const sizes: number[] = [];
  const beacons: Batch[] = [];
  const timers = new Map<object, { at: number; fn: () => void }>();
  const listeners = new Map<string, Set<(event: Event) => void>>();
  /** Each id once, however often it came. */
  const stored = new Set<string>();
  /** What the page was told is here, and what it has sent again in spite of that. */
  const acknowledged = new Set<string>();
  const sentAgain: string[] = [];
  const wire = {
    ...{ now: startedAt, monotonic: 0, isVisible: true, keepsAlive: true, tokens: 0, inFlight: 0, mostInFlight: 0 },
    failToken: null as Error | null,
    /** Set: nothing is answered until it is called. */
    hold: null as Promise<void> | null,
  };

  const idsOf = (batch: Batch): string[] =>
    [...batch.signals, ...(batch.struggles ?? []), ...(batch.offers ?? [])].map(({ id }) => id);
  const answer = (outcome: Outcome, batch: Batch): Response => {
    if (outcome === 'dead') throw new TypeError('Failed to fetch');
    if (outcome === 'html') return new Response('<!doctype html><title>Sign in</title>', { status: 200 });
    if (outcome instanceof Response) return outcome;
    if (outcome === 'lost' || outcome < 300) for (const id of idsOf(batch)) stored.add(id);
    if (outcome === 'lost') throw new TypeError('Failed to fetch');
    if (outcome < 300) for (const id of idsOf(batch)) acknowledged.add(id);
    return Response.json({ accepted: batch.signals.length, duplicates: 0, rejected: [] }, { status: outcome });
  };

  const env: Parameters<typeof createTransport>[0] = {
    ...{ tab, now: () => wire.now, monotonic: () => wire.monotonic, isVisible: () => wire.isVisible },
    get keepsAlive() {
      return wire.keepsAlive;
    },
    newId: () => '00000000-0000-7000-8000-000000000000',
    later: (fn, delayMs) => {
      const timer = {};
      timers.set(timer, { at: wire.monotonic + delayMs, fn });
      return () => void timers.delete(timer);
    },
    listen: (type, fn) => {
      const all = listeners.get(type) ?? new Set();
      listeners.set(type, all.add(fn));
      return () => void all.delete(fn);
    },
    fetch: async (_, init) => {
      const text = init.body as string;
      const bytes = new TextEncoder().encode(text).length;
      sizes.push(bytes);
      const batch = JSON.parse(text) as Batch;
      sent.push(batch);
      sentAgain.push(...idsOf(batch).filter((id) => acknowledged.has(id)));
      wire.inFlight += bytes;
      wire.mostInFlight = Math.max(wire.mostInFlight, wire.inFlight);
      try {
        if (wire.hold) await wire.hold;
        return answer(outcomes.shift() ?? 202, batch);
      } finally {
        wire.inFlight -= bytes;
      }
    },
    beacon: (_, body) => {
      beacons.push(JSON.parse(body) as Batch);
      return true;
    },
  };
  const transport = createTransport(env, 'https://help.test', async (isRenewed = false) => {
    if (wire.failToken) throw wire.failToken;
    if (isRenewed || wire.tokens === 0) wire.tokens += 1;
    return `token-${wire.tokens}`;
  });

  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  const fire = async (type: string): Promise<void> => {
    for (const fn of [...(listeners.get(type) ?? [])]) fn(new Event(type));
    await settle();
  };
  return {
    ...{ transport, wire, sent, sizes, beacons, stored, acknowledged, sentAgain, tab, settle, fire },
    ids: () => sent.map(({ signals }) => signals.map(({ id }) => id)),
    timerCount: () => timers.size,
    listenerCount: () => [...listeners.values()].reduce((count, all) => count + all.size, 0),
    /** Lets time go by; what is due happens in order. */
    pass: async (ms: number): Promise<void> => {
      const until = wire.monotonic + ms;
      for (;;) {
        const due = [...timers].filter(([, { at }]) => at <= until).sort(([, a], [, b]) => a.at - b.at)[0];
        if (due === undefined) break;
        timers.delete(due[0]);
        const step = Math.max(0, due[1].at - wire.monotonic);
        wire.monotonic += step;
        wire.now += step;
        due[1].fn();
        await settle();
      }
      wire.now += until - wire.monotonic;
      wire.monotonic = until;
    },
    hide: async (): Promise<void> => {
      wire.isVisible = false;
      await fire('visibilitychange');
    },
    show: async (): Promise<void> => {
      wire.isVisible = true;
      await fire('visibilitychange');
    },
  };
};

export const signal = (id: number, message = ''): Signal => ({
  ...{ id: `id-${id}`, kind: 'click.rage' as const, at: new Date(startedAt).toISOString() },
  ...{ page: '/', count: 1, weight: 1, message },
});

export const struggle = (id: number, score: number): StruggleReport => ({
  ...{ id: `struggle-${id}`, startedAt: new Date(startedAt).toISOString(), at: new Date(startedAt).toISOString() },
  ...{ page: '/', score, agreedScore: 0, reasons: [], fingerprints: [] },
});
