import type { KeyValueStorage } from '@harmony-live/client';
import { draftPrefix } from '../app/device.ts';
import { Observable } from '../app/observable.ts';

/** How long a message waits in which it can be taken back, in milliseconds. */
export const holdMs = 5000;
/** A tab that holds a message is given this much longer before another takes it for left behind, in milliseconds. */
const slackMs = 2000;

/** A message that is about to be sent. */
export interface HeldMessage {
  text: string;
  /** Epoch milliseconds: when it goes. */
  until: number;
}

interface Options {
  storage: KeyValueStorage;
  /** Sends for good: from then on it lies on the device until the server has it. */
  send: (conversationId: string, text: string) => void;
  /** Puts words back into a draft, before what is written there by now. */
  giveBack: (conversationId: string, text: string) => void;
  now?: () => number;
  setTimer?: (fn: () => void, ms: number) => unknown;
  clearTimer?: (timer: unknown) => void;
}

/**
 * Messages that wait five seconds before they are sent. They lie on the device meanwhile: after a reload, or when the tab
 * was closed, the words are back in the draft, since nobody has seen them go.
 */
export class HeldMessages extends Observable {
  readonly #options: Required<Options>;
  readonly #held = new Map<string, HeldMessage & { timer: unknown }>();

  constructor(options: Options) {
    super();
    this.#options = {
      now: Date.now,
      setTimer: (fn, ms) => setTimeout(fn, ms),
      clearTimer: (timer) => clearTimeout(timer as number),
      ...options,
    };
  }

  of(conversationId: string): HeldMessage | null {
    return this.#held.get(conversationId) ?? null;
  }

  /** Holds a message; an earlier one of the same conversation goes at once, so that the order stays. */
  hold(conversationId: string, text: string): void {
    this.sendNow(conversationId);
    const { now, setTimer, storage } = this.#options;
    const until = now() + holdMs;
    quietly(() => storage.setItem(keyOf(conversationId), JSON.stringify({ text, until })));
    const timer = setTimer(() => this.sendNow(conversationId), holdMs);
    this.#held.set(conversationId, { text, until, timer });
    this.changed();
  }

  /** Sends what is held, if anything is. */
  sendNow(conversationId: string): void {
    const held = this.#take(conversationId);
    if (held === undefined) return;
    this.#options.send(conversationId, held.text);
    this.changed();
  }

  /** Takes it back into the draft. */
  undo(conversationId: string): void {
    const held = this.#take(conversationId);
    if (held === undefined) return;
    this.#options.giveBack(conversationId, held.text);
    this.changed();
  }

  /** Takes all of them back, such as when the desk is left. */
  undoAll(): void {
    for (const id of this.#held.keys()) this.undo(id);
  }

  /** Brings back what an earlier page left behind, once no other tab can be holding it. */
  recover(conversationId: string): void {
    const { storage, now, setTimer, giveBack } = this.#options;
    const left = read(storage, keyOf(conversationId));
    if (left === null || this.#held.has(conversationId)) return;
    const waitMs = left.until + slackMs - now();
    if (waitMs > 0) return void setTimer(() => this.recover(conversationId), waitMs);
    quietly(() => storage.removeItem(keyOf(conversationId)));
    giveBack(conversationId, left.text);
    this.changed();
  }

  #take(conversationId: string): HeldMessage | undefined {
    const held = this.#held.get(conversationId);
    if (held === undefined) return undefined;
    const { clearTimer, storage } = this.#options;
    clearTimer(held.timer);
    this.#held.delete(conversationId);
    quietly(() => storage.removeItem(keyOf(conversationId)));
    return held;
  }
}

/** Among the drafts, so that signing out asks about it and forgets it. */
const keyOf = (conversationId: string): string => `${draftPrefix}held:${conversationId}`;

const read = (storage: KeyValueStorage, key: string): HeldMessage | null => {
  try {
    const { text, until } = JSON.parse(storage.getItem(key) ?? '{}') as Record<string, unknown>;
    return typeof text === 'string' && typeof until === 'number' ? { text, until } : null;
  } catch {
    return null;
  }
};

/** A storage may be full or refused: then the words live in this page alone. */
const quietly = (work: () => void): void => {
  try {
    work();
  } catch {
    // The page itself still has them.
  }
};
