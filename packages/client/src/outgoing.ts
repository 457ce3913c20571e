import type { KeyValueStorage } from './conversation-types.ts';

/** An own message that the server has not stored yet. */
export interface Outgoing {
  clientId: string;
  body: string;
  /** When it was written, by this device's clock; milliseconds since the epoch. */
  writtenAt: number;
}

/**
 * The own messages of one conversation that wait, each under a key of its own, so that two tabs that write at the same
 * time never overwrite each other's.
 */
export interface OutgoingStore {
  /** In the order of writing. */
  all(): Outgoing[];
  put(message: Outgoing): void;
  remove(clientId: string): void;
}

export const createOutgoingStore = (storage: KeyValueStorage, conversationId: string): OutgoingStore => {
  const prefix = `harmony:outgoing:${conversationId}:`;
  return {
    all: () => {
      const messages: Outgoing[] = [];
      quietly(() => {
        for (let index = 0; index < storage.length; index += 1) {
          const key = storage.key(index);
          if (!key?.startsWith(prefix)) continue;
          const kept = read(storage.getItem(key));
          if (kept !== null) messages.push({ clientId: key.slice(prefix.length), ...kept });
        }
      });
      return messages.sort((a, b) => a.writtenAt - b.writtenAt || (a.clientId < b.clientId ? -1 : 1));
    },
    put: ({ clientId, body, writtenAt }) =>
      quietly(() => storage.setItem(prefix + clientId, JSON.stringify({ body, writtenAt }))),
    remove: (clientId) => quietly(() => storage.removeItem(prefix + clientId)),
  };
};

/** A storage that keeps nothing beyond the page. */
export const createMemoryStorage = (): KeyValueStorage => {
  const items = new Map<string, string>();
  return {
    get length() {
      return items.size;
    },
    key: (index) => [...items.keys()][index] ?? null,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
};

/** Null for what some other code of the page has put there. */
const read = (text: string | null): { body: string; writtenAt: number } | null => {
  try {
    const { body, writtenAt } = JSON.parse(text ?? '{}') as { body?: unknown; writtenAt?: unknown };
    return typeof body === 'string' && typeof writtenAt === 'number' ? { body, writtenAt } : null;
  } catch {
    return null;
  }
};

/** Storage may be full, blocked or gone; then the message lives in memory alone. */
const quietly = (work: () => void): void => {
  try {
    work();
  } catch {
    // Nothing to do: the caller keeps the message in memory too.
  }
};
