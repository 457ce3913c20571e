import { createMemoryStorage, type KeyValueStorage } from '@harmony-live/client';

/** Under this the composer's drafts are kept, by conversation. */
export const draftPrefix = 'harmony-draft:';

/** Under this the client keeps messages that wait for a network, by conversation. */
const outgoingPrefix = 'harmony:outgoing:';

/** `localStorage`, or memory where the browser refuses even to name it. */
export function deviceStorage(): Storage | KeyValueStorage {
  try {
    return localStorage;
  } catch {
    return createMemoryStorage();
  }
}

/** Whether words lie on this device that were written here and never sent: drafts, and messages that wait for a network. */
export function hasUnsent(storage: Pick<Storage, 'length' | 'key'>, conversationIds: readonly string[]): boolean {
  return ownKeys(storage, conversationIds).length > 0;
}

/**
 * Forgets what the console keeps on this device. Messages that wait are known by their conversation, since on the demo's
 * origin a visitor's own lie beside them.
 */
export function forget(
  storage: Pick<Storage, 'length' | 'key' | 'removeItem'>,
  conversationIds: readonly string[],
): void {
  for (const key of ownKeys(storage, conversationIds)) storage.removeItem(key);
}

function ownKeys(storage: Pick<Storage, 'length' | 'key'>, conversationIds: readonly string[]): string[] {
  const prefixes = [draftPrefix, ...conversationIds.map((id) => `${outgoingPrefix}${id}:`)];
  return Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '').filter((key) =>
    prefixes.some((prefix) => key.startsWith(prefix)),
  );
}
