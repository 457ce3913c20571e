import type { Guard } from './guard.ts';
import type { EventName, Events } from '../api/options.ts';

/** What may go out on `window`: ids, times and codes, never what people wrote. Everything else is left out. */
const publicFields: { readonly [N in EventName]: readonly (keyof Events[N])[] } = {
  signal: ['id', 'kind', 'at', 'page', 'target', 'message', 'fingerprint', 'count', 'weight', 'replaces'],
  struggle: ['score', 'reasons'],
  offer: ['offerId', 'articleId'],
  'offer-accepted': ['offerId'],
  'offer-dismissed': ['offerId'],
  request: ['requestId', 'at'],
  matched: ['requestId', 'conversationId', 'at'],
  message: ['conversationId', 'seq', 'at'],
  resolved: ['conversationId', 'at'],
  error: ['code'],
};

/** Tells the page what happened: `Harmony.on` listeners with all of it, `window` with ids and times. */
export interface Emitter {
  on(name: EventName, fn: (detail: never) => void): () => void;
  emit<N extends EventName>(name: N, detail: Events[N]): void;
  /** Forgets every listener. */
  clear(): void;
}

/** The events that exist today. */
export const eventNames = Object.keys(publicFields) as EventName[];

/**
 * @param dispatch fires a `CustomEvent` on `window`
 * @param guarded what one listener throws keeps none of the others from being called
 */
export const createEmitter = (dispatch: (type: string, detail: object) => void, guarded: Guard): Emitter => {
  const listeners = new Map<EventName, Set<(detail: never) => void>>();
  return {
    on: (name, fn) => {
      const all = listeners.get(name) ?? new Set();
      listeners.set(name, all);
      // A function given twice is called twice, and each `off` ends one of them.
      const own = (detail: never): void => fn(detail);
      all.add(own);
      return () => void all.delete(own);
    },
    emit: (name, detail) => {
      for (const fn of [...(listeners.get(name) ?? [])]) guarded(`A listener of "${name}"`, () => fn(detail as never));
      const told = Object.fromEntries(publicFields[name].map((field) => [field, detail[field]]));
      guarded(name, () => dispatch(`harmony:${name}`, told));
    },
    clear: () => listeners.clear(),
  };
};
