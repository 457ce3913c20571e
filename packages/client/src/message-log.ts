import type { Message } from '@harmony-live/protocol';

/** The stored messages of one conversation, whatever order they came in and however often. */
export interface MessageLog {
  /** Up to here nothing is missing; 0 at first. */
  readonly lastSeq: number;
  /** @returns false for one that was there already */
  add(message: Message): boolean;
  /** In the order of `seq`. */
  all(): readonly Message[];
  clear(): void;
}

export const createMessageLog = (): MessageLog => {
  const bySeq = new Map<number, Message>();
  let sorted: Message[] | null = null;
  let lastSeq = 0;
  return {
    get lastSeq() {
      return lastSeq;
    },
    add: (message) => {
      if (bySeq.has(message.seq)) return false;
      bySeq.set(message.seq, message);
      sorted = null;
      while (bySeq.has(lastSeq + 1)) lastSeq += 1;
      return true;
    },
    all: () => (sorted ??= [...bySeq.values()].sort((a, b) => a.seq - b.seq)),
    clear: () => {
      bySeq.clear();
      sorted = null;
      lastSeq = 0;
    },
  };
};
