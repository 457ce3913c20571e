/** Where unsent words are kept, by conversation. Every call may come to nothing (private mode, full disk); none throws. */
export interface Drafts {
  get(conversationId: string): string;
  /** An empty text forgets the draft. */
  set(conversationId: string, text: string): void;
}

/** Drafts that live as long as the page. */
export function memoryDrafts(): Drafts {
  const kept = new Map<string, string>();
  return {
    get: (conversationId) => kept.get(conversationId) ?? '',
    set(conversationId, text) {
      if (text === '') kept.delete(conversationId);
      else kept.set(conversationId, text);
    },
  };
}

/** Drafts in `localStorage`, `sessionStorage` or the like under `prefix`; in memory where the browser refuses storage. */
export function storedDrafts(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>, prefix: string): Drafts {
  const memory = memoryDrafts();
  return {
    get(conversationId) {
      try {
        return storage.getItem(prefix + conversationId) ?? memory.get(conversationId);
      } catch {
        return memory.get(conversationId);
      }
    },
    set(conversationId, text) {
      memory.set(conversationId, text);
      try {
        if (text === '') storage.removeItem(prefix + conversationId);
        else storage.setItem(prefix + conversationId, text);
      } catch {
        // The memory above has it: a reload will lose it, this page will not.
      }
    },
  };
}
