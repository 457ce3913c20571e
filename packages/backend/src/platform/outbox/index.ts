import { AsyncLocalStorage } from 'node:async_hooks';
import type { Clock } from '../clock.ts';
import type { Database, Log, Tx } from '../database/index.ts';
import { retryDelayMs } from './backoff.ts';
import { createLanes } from './lanes.ts';
import * as store from './store.ts';

/** Which payload goes with which event. Each module adds its own events here, in its `events.ts`. */
export interface EventMap {}

/** The names of all events. */
export type EventType = Extract<keyof EventMap, string>;

/** One event as a handler gets it. */
export interface OutboxEvent<K extends EventType> {
  /** The same at every delivery: what a handler that acts outside the database tells repetitions by. */
  id: string;
  type: K;
  organisationId: string;
  /** When it became true. */
  at: Date;
  payload: EventMap[K];
}

/** Runs in a transaction of the event's organisation, together with the mark that this handler has had the event. */
export type EventHandler<K extends EventType> = (tx: Tx, event: OutboxEvent<K>) => Promise<void>;

/**
 * Events between modules. Written in the transaction that made them true, delivered right after its commit, and again
 * until every handler has succeeded once: at least once in general, exactly once for what a handler does in its `tx`.
 *
 * A handler gets the events of one organisation in the order of their commits, except those it failed on: they come
 * again later, after a growing delay, and hold nothing up.
 */
export interface Outbox {
  /** @returns the event's id. Nothing is sent if the transaction is rolled back. */
  emit<K extends EventType>(tx: Tx, type: K, organisationId: string, payload: EventMap[K]): Promise<string>;
  /** Registers a handler, before `start`. The name is kept in the database: change it and old events come again. */
  on<K extends EventType>(type: K, handlerName: string, handler: EventHandler<K>): void;
  /**
   * Resolves when every handler on this node ran once for the event, whether it succeeded or not; at once for an event
   * that this node does not have in hand. Never rejects.
   */
  delivered(eventId: string): Promise<void>;
  /** Begins to deliver, with what earlier processes left behind. */
  start(): Promise<void>;
  /** Waits for the handlers that run, and delivers no more. */
  stop(): Promise<void>;
  /** Deletes what was sent more than a day ago. @returns how many events */
  prune(): Promise<number>;
}

interface Delivery {
  event: store.StoredEvent;
  promise: Promise<void>;
  /** Ends the wait of `delivered`. */
  done: () => void;
}

/** How long after a commit, or after the last sweep, lost events are looked for. */
const SWEEP_EVERY_MS = 1_000;
/** How many marks of "sent" wait for each other: one statement writes them all. */
const SENT_DELAY_MS = 50;

/** Builds the outbox of this process. */
export function createOutbox({ db, clock, log }: { db: Database; clock: Clock; log: Log }): Outbox {
  const handlers = new Map<string, Map<string, (tx: Tx, event: never) => Promise<void>>>();
  const inHand = new Map<string, Delivery>();
  // Few at a time: the one connection of the embedded engine, and most of a pool, stay free for people's requests.
  const lanes = createLanes(db.engine === 'embedded' ? 2 : 4);
  const inOwnContext = AsyncLocalStorage.snapshot();
  let isRunning = false;
  let sweeping: Promise<void> = Promise.resolve();
  let sweepTimer: NodeJS.Timeout | undefined;
  let sentTimer: NodeJS.Timeout | undefined;
  let sent: string[] = [];

  function take(event: store.StoredEvent): void {
    if (!isRunning || inHand.has(event.id)) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const delivery = { event, promise, done: resolve };
    inHand.set(event.id, delivery);
    void inOwnContext(deliver, delivery);
  }

  async function deliver({ event, done }: Delivery): Promise<void> {
    const names = [...(handlers.get(event.type)?.keys() ?? [])];
    const runs = names.map((name) => lanes.run(`${name} ${event.organisationId}`, () => runHandler(name, event)));
    const failures = (await Promise.all(runs)).filter((error) => error !== undefined);
    if (failures.length === 0) markSent(event.id);
    else await postpone(event, failures[0]);
    inHand.delete(event.id);
    done();
  }

  /** @returns the error of a handler that failed */
  async function runHandler(name: string, event: store.StoredEvent): Promise<unknown> {
    const { payloadText, attempts, ...rest } = event;
    const handler = handlers.get(event.type)?.get(name) as (tx: Tx, event: object) => Promise<void>;
    try {
      await db.withOrganisation(event.organisationId, async (tx) => {
        const isFirst = await store.insertDelivery(tx, event, name, new Date(clock.now()));
        if (isFirst) await handler(tx, { ...rest, payload: JSON.parse(payloadText) as unknown });
      });
      return undefined;
    } catch (error) {
      log.error({ err: error, handler: name, event: event.type, eventId: event.id, attempts }, 'event handler failed');
      return error ?? new Error('a handler threw nothing');
    }
  }

  async function postpone(event: store.StoredEvent, error: unknown): Promise<void> {
    const attempts = event.attempts + 1;
    const delayMs = retryDelayMs(attempts, clock.random());
    await db
      .asSystem('outbox: postpone', (tx) => store.postpone(tx, event.id, attempts, delayMs, String(error)))
      // The lease ends by itself, so the event is not lost, only earlier than it should be.
      .catch((reason: unknown) => log.warn({ err: reason, eventId: event.id }, 'event could not be postponed'));
  }

  function markSent(eventId: string): void {
    sent.push(eventId);
    sentTimer ??= setTimeout(() => void flushSent(), SENT_DELAY_MS);
  }

  async function flushSent(): Promise<void> {
    clearTimeout(sentTimer);
    sentTimer = undefined;
    const ids = sent;
    sent = [];
    if (ids.length === 0) return;
    await db
      .asSystem('outbox: mark as sent', (tx) => store.markSent(tx, ids))
      // Unmarked events are swept again, and every handler finds its own mark: nothing happens twice.
      .catch((error: unknown) => log.warn({ err: error, count: ids.length }, 'events could not be marked as sent'));
  }

  async function sweep(): Promise<void> {
    try {
      const events = await db.asSystem('outbox: sweep', (tx) => store.claimUnsent(tx, [...inHand.keys(), ...sent]));
      events.forEach(take);
    } catch (error) {
      log.warn({ err: error }, 'outbox sweep failed');
    }
    if (isRunning) sweepTimer = setTimeout(() => (sweeping = sweep()), SWEEP_EVERY_MS);
  }

  return {
    emit: async (tx, type, organisationId, payload) => {
      const event: store.StoredEvent = {
        id: clock.newId(),
        type,
        organisationId,
        at: new Date(clock.now()),
        payloadText: JSON.stringify(payload),
        attempts: 0,
      };
      const isHeard = handlers.has(type);
      await store.insertEvent(tx, event, isHeard);
      if (isHeard) db.afterCommit(tx, () => take(event));
      return event.id;
    },
    on: (type, handlerName, handler) => {
      const ofType = handlers.get(type) ?? new Map<string, typeof handler>();
      if (ofType.has(handlerName)) throw new TypeError(`${String(type)} already has a handler named ${handlerName}.`);
      handlers.set(type, ofType.set(handlerName, handler));
    },
    delivered: async (eventId) => inHand.get(eventId)?.promise,
    start: async () => {
      // Nobody else can hold a lease on the embedded engine: what a killed process left behind is due at once.
      if (db.engine === 'embedded') await db.asSystem('outbox: free leases', store.freeLeases);
      isRunning = true;
      await inOwnContext(() => (sweeping = sweep()));
    },
    stop: async () => {
      isRunning = false;
      clearTimeout(sweepTimer);
      await sweeping;
      clearTimeout(sweepTimer);
      await Promise.all([...inHand.values()].map((delivery) => delivery.promise));
      await flushSent();
    },
    prune: () => store.pruneAll(db),
  };
}
