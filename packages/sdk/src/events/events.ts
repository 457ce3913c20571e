/** What the page may listen to. The same names go out on `window` as `harmony:NAME`. */
export interface HarmonyEvents {
  request: { requestId: string; at: string };
  matched: { requestId: string; conversationId: string; at: string };
  message: { conversationId: string; seq: number; at: string };
  error: { code: string };
}
export type EventName = keyof HarmonyEvents;

export interface Events {
  /** @returns a function that ends it */
  on<N extends EventName>(name: N, fn: (detail: HarmonyEvents[N]) => void): () => void;
  emit<N extends EventName>(name: N, detail: HarmonyEvents[N]): void;
  clear(): void;
}

/** @param announce puts the event on `window`; a listener that throws harms nobody else and never us */
export const createEvents = (announce: (name: string, detail: object) => void, onError: (error: unknown) => void): Events => {
  const listeners = new Map<EventName, Set<(detail: never) => void>>();
  return {
    on(name, fn) {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set.add(fn as (detail: never) => void));
      return () => void set.delete(fn as (detail: never) => void);
    },
    emit(name, detail) {
      for (const fn of [...(listeners.get(name) ?? [])]) {
        try {
          (fn as (detail: HarmonyEvents[typeof name]) => void)(detail);
        } catch (error) {
          onError(error);
        }
      }
      announce(name, detail);
    },
    clear: () => listeners.clear(),
  };
};
