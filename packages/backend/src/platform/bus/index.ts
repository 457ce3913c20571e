import { AsyncLocalStorage } from 'node:async_hooks';

/** What can cross a process boundary. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue | undefined };

/** Told what a subscriber threw. */
export type SubscriberFailed = (error: unknown, topic: string) => void;

/**
 * News between the nodes: quick, and allowed to be lost. What must not be lost stands in the database.
 *
 * Subscribers get a topic's messages in the order in which this node published them, soon after `publish` returns and
 * never inside it, so that publishing within a transaction or a loop is safe.
 */
export interface Bus {
  publish(topic: string, message: JsonValue): void;
  /** @returns a function that ends the subscription */
  subscribe(topic: string, subscriber: (message: JsonValue) => void): () => void;
  /** Whether news reaches the other nodes. Always true in one process, until it is closed. */
  ready(): boolean;
  close(): Promise<void>;
}

/**
 * The bus of a single process.
 *
 * A message is copied as JSON, as it would be on the way to another node: no subscriber can change what another one gets,
 * and a message that would not survive the journey fails here already.
 */
export function createInProcessBus(onError: SubscriberFailed): Bus {
  const topics = new Map<string, Set<(message: JsonValue) => void>>();
  // Subscribers run in the context of the bus, not in the publisher's: an open transaction there is none of theirs.
  const inOwnContext = AsyncLocalStorage.snapshot();
  let isOpen = true;

  const deliver = (topic: string, text: string): void => {
    for (const subscriber of Array.from(topics.get(topic) ?? [])) {
      try {
        subscriber(JSON.parse(text) as JsonValue);
      } catch (error) {
        onError(error, topic);
      }
    }
  };

  return {
    publish: (topic, message) => {
      if (!isOpen || !topics.has(topic)) return;
      const text = JSON.stringify(message);
      inOwnContext(queueMicrotask, () => deliver(topic, text));
    },
    subscribe: (topic, subscriber) => {
      const subscribers = topics.get(topic) ?? new Set();
      // A function of its own, so that the same subscriber may be there twice and leave once.
      const entry = (message: JsonValue): void => subscriber(message);
      topics.set(topic, subscribers.add(entry));
      return () => {
        subscribers.delete(entry);
        if (subscribers.size === 0 && topics.get(topic) === subscribers) topics.delete(topic);
      };
    },
    ready: () => isOpen,
    close: async () => {
      isOpen = false;
      topics.clear();
    },
  };
}
