import type { Sender } from '@harmony-live/protocol';
import type { Timers } from './environment.ts';

/** "Still writing" is said again this often. */
export const typingEveryMs = 3_000;
/** Without a key for this long, nobody is writing. */
export const typingStopsAfterMs = 6_000;
/** What others say holds this long: their next word, and a slow line. */
export const typingHoldsMs = typingStopsAfterMs + 2_000;

/** Turns keys into few frames. `say` is called with true at most every 3 s, and with false once it is over. */
export const createOwnTyping = (timers: Timers, say: (isTyping: boolean) => void) => {
  let isTyping = false;
  let saidAt = -Infinity;
  let timer: unknown;

  const forget = (): void => {
    timers.clear(timer);
    isTyping = false;
    saidAt = -Infinity;
  };
  const stop = (): void => {
    if (isTyping) say(false);
    forget();
  };

  return {
    set: (value: boolean): void => {
      if (!value) return stop();
      isTyping = true;
      timers.clear(timer);
      timer = timers.set(stop, typingStopsAfterMs);
      if (timers.now() - saidAt < typingEveryMs) return;
      saidAt = timers.now();
      say(true);
    },
    stop,
    /** The message itself says that the writing is over. */
    forget,
  };
};

/** Who else is writing, as far as they say; each is forgotten unless they say it again. */
export const createOthersTyping = (timers: Timers, onChange: () => void) => {
  const writing = new Map<string, { who: Sender; timer: unknown }>();

  const remove = ({ kind, id }: Sender): void => {
    const key = `${kind}:${id}`;
    timers.clear(writing.get(key)?.timer);
    if (writing.delete(key)) onChange();
  };

  return {
    get all(): Sender[] {
      return [...writing.values()].map(({ who }) => who);
    },
    set: (who: Sender, isTyping: boolean): void => {
      if (!isTyping) return remove(who);
      const key = `${who.kind}:${who.id}`;
      const before = writing.get(key);
      timers.clear(before?.timer);
      writing.set(key, { who, timer: timers.set(() => remove(who), typingHoldsMs) });
      if (before === undefined) onChange();
    },
    remove,
    clear: (): void => [...writing.values()].forEach(({ who }) => remove(who)),
  };
};
