import { nativeOf, type Page } from './page.ts';

/** Listens for all detectors: one passive, capturing listener a type, and none for types that nobody hears. */
export interface Ears {
  /** @returns what ends it */
  hear(type: string, fn: (event: Event) => void): () => void;
  /** Hears the same in another window, a frame of the same origin, as long as that stands. */
  join(frame: EventTarget): void;
  /** Takes every listener off. */
  stop(): void;
}

type Place = Pick<EventTarget, 'addEventListener' | 'removeEventListener'>;

const options = { capture: true, passive: true } as const;

/** @param guard keeps what a listener throws from the page, and from the listeners after it */
export const createEars = (
  page: Page,
  guard: (fn: (event: Event) => void) => (event: Event) => void = (fn) => (event) => fn(event),
): Ears => {
  const add = nativeOf(page, 'addEventListener');
  const remove = nativeOf(page, 'removeEventListener');
  const places = new Set<Place>([page]);
  const heard = new Map<string, { fns: Set<(event: Event) => void>; call: (event: Event) => void }>();

  const listen = (place: Place, type: string, call: (event: Event) => void): void =>
    Reflect.apply(add, place, [type, call, options]);
  const unlisten = (place: Place, type: string, call: (event: Event) => void): void =>
    Reflect.apply(remove, place, [type, call, options]);

  return {
    hear: (type, fn) => {
      let ear = heard.get(type);
      if (ear === undefined) {
        const fns = new Set<(event: Event) => void>();
        const call = (event: Event): void => {
          for (const one of fns) one(event);
        };
        ear = { fns, call };
        heard.set(type, ear);
        for (const place of places) listen(place, type, call);
      }
      const { fns, call } = ear;
      // The same function given twice is heard twice.
      const own = guard(fn);
      fns.add(own);
      return () => {
        if (!fns.delete(own) || fns.size > 0) return;
        heard.delete(type);
        for (const place of places) unlisten(place, type, call);
      };
    },
    join: (frame) => {
      if (places.has(frame)) return;
      // A frame that was taken away has no parent any more.
      for (const place of places) if ((place as Window).closed) places.delete(place);
      places.add(frame);
      for (const [type, { call }] of heard) listen(frame, type, call);
    },
    stop: () => {
      for (const [type, { call }] of heard) for (const place of places) unlisten(place, type, call);
      heard.clear();
    },
  };
};
