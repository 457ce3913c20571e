import type { Press } from '../detector.ts';
import { thresholds } from '../thresholds.ts';
import type { Found } from './first-answer.ts';

/** A press under way, and what may have answered it. */
export interface Waiting {
  readonly press: Press;
  readonly found: Map<object, Found>;
  /** How the pressed thing looked before it was touched, by attribute, and when that changed. */
  readonly looks: Map<Element, Map<string, { was: string | null; at: number }>>;
  readonly releasedAt: number[];
  /** What had the focus: leaving it is no answer, and a change that it tells then was made before. */
  readonly focused: Element | null;
  /** How many sheets the document had adopted when last looked, before this: one that is pushed to their list raises nothing. */
  readonly sheets: number;
  /** Looked at until 7 s: called unanswered, or answered by what may be a slow beat. */
  isLong: boolean;
  isJudged: boolean;
}

/**
 * Whether what only a person's act leads to (a focus, a submit, another address) may come of this press: what comes right
 * after a press elsewhere is that one's, unless this one's request has come back since, or is still on its way.
 *
 * @param last the newest press
 */
export const comesOf = (press: Press, last: Press | undefined, now: number): boolean =>
  last === undefined ||
  last.root === press.root ||
  now - last.at > thresholds.afterResponseMs ||
  press.pending > 0 ||
  (press.respondedAt ?? 0) >= last.at;

/** Presses under way, the oldest first. */
export interface WaitingList {
  readonly all: readonly Waiting[];
  /** What happens is compared with these alone: they are few, however much is pressed. */
  readonly unanswered: readonly Waiting[];
  add(one: Waiting): void;
  answered(one: Waiting): void;
  leave(one: Waiting): void;
  clear(): void;
}

export const createWaitingList = (): WaitingList => {
  // Replaced where they change: whoever goes through one is not disturbed by what comes of it.
  let all: readonly Waiting[] = [];
  let unanswered: readonly Waiting[] = [];
  const without = (list: readonly Waiting[], one: Waiting): readonly Waiting[] =>
    list.includes(one) ? list.filter((other) => other !== one) : list;
  return {
    get all() {
      return all;
    },
    get unanswered() {
      return unanswered;
    },
    add: (one) => {
      all = [...all, one];
      unanswered = [...unanswered, one];
    },
    answered: (one) => {
      unanswered = without(unanswered, one);
    },
    leave: (one) => {
      all = without(all, one);
      unanswered = without(unanswered, one);
    },
    clear: () => {
      all = unanswered = [];
    },
  };
};
