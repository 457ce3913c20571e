import type { RangeMs } from '@harmony-live/protocol';
import { lifetimeQuantile, type Lifetime } from './lifetimes.ts';

/** The places of those who are on duty. */
export interface Places {
  /** Experts who can be asked now. */
  reachable: number;
  /** How many more people these can take. */
  free: number;
  /** How many people are being helped by those who are there, whether or not they can take another. */
  busy: number;
}

/** What was expected of a wait when it began. */
export interface Expected {
  expectedMs: number;
  /** How many had to be done with first until a place was free; 0: one was. */
  ahead: number;
}

/** A wait of the last day: what was expected of it and what became of it, in milliseconds. */
export interface Waited extends Expected {
  waitedMs: number;
  /** False where nobody has come: it still lasts, or was given up. */
  isOver: boolean;
  /** From acceptance to the end of the conversation; null while it lasts. */
  handledMs: number | null;
}

/** Until a free expert has accepted, where next to nothing was observed: the 20 s of the first, who mostly answers. */
const usualAnswerMs = 15_000;
/** A conversation's length where next to none was observed. A guess: five to ten minutes are common for chats. */
const usualHandlingMs = 8 * 60_000;
/** Fewer observations than this say nothing yet. */
const fewest = 5;
/** Nobody is there: minutes to an hour. The screen says so in words and does not rely on the figures. */
const guessWhenNobody: RangeMs = { low: 5 * 60_000, high: 60 * 60_000 };

/**
 * What to expect of the wait at a place in the queue. Where a place is free, an answer, as many times as all who are there
 * are asked one request each; else the time in which as many conversations end as stand before, at the pace at which all
 * places together end them (one place in each handling time), and an answer.
 *
 * @param position 1 = next
 * @returns null where nobody is on duty
 */
export const expectWait = (position: number, places: Places, waited: readonly Waited[]): Expected | null => {
  const { reachable, free, busy } = places;
  if (free + busy === 0) return null;
  const answers = waited.flatMap(({ ahead, isOver, waitedMs }) => (ahead === 0 && isOver ? [waitedMs] : []));
  const answerMs = Math.max(1, answers.length < fewest ? usualAnswerMs : median(answers));
  if (position <= free) {
    return { expectedMs: Math.round(answerMs * Math.ceil(position / Math.max(1, reachable))), ahead: 0 };
  }
  const handled = waited.flatMap(({ handledMs }) => (handledMs === null ? [] : [handledMs]));
  const handlingMs = handled.length < fewest ? usualHandlingMs : mean(handled);
  const ahead = position - free;
  return { expectedMs: Math.round((ahead * handlingMs) / (free + busy) + answerMs), ahead };
};

/** So many guesses stand beside what was observed, and weigh less with every wait. */
const guessedRatios = {
  free: [0.3, 0.5, 0.7, 0.9, 1.2, 1.8, 3.5, 5],
  queued: [0.3, 0.55, 0.75, 0.9, 1.1, 1.35, 1.8, 2.6],
};
/** The latest waits of a kind that count: enough for the tails, few enough to follow the day. */
const mostCounted = 60;

/**
 * The 80 % interval of the wait: what is expected, times the 10th and the 90th percentile of how the latest waits of its kind
 * (a place was free, or not) turned out against what had been expected of them. So the range corrects itself: whatever the
 * expectation leaves out (who gives up, whom nobody suits, work that takes longer) shows in its own errors. Waits that have
 * not ended count for what they say, which is that they last at least so long (Kaplan and Meier).
 *
 * @param waited newest first
 */
export const waitRange = (expected: Expected | null, waited: readonly Waited[]): RangeMs => {
  if (expected === null) return guessWhenNobody;
  const kind = expected.ahead === 0 ? 'free' : 'queued';
  const observed = waited.filter(({ ahead }) => (ahead === 0) === (kind === 'free')).slice(0, mostCounted);
  const ratios: Lifetime[] = [
    ...observed.map(({ expectedMs, waitedMs, isOver }) => ({ lasted: waitedMs / expectedMs, isOver })),
    ...guessedRatios[kind].map((lasted) => ({ lasted, isOver: true })),
  ];
  const at = (share: number): number => Math.round(expected.expectedMs * lifetimeQuantile(ratios, share));
  const low = at(0.1);
  return { low, high: Math.max(1_000, low, at(0.9)) };
};

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const median = (values: readonly number[]): number => {
  const ordered = values.toSorted((a, b) => a - b);
  return (ordered[Math.floor((ordered.length - 1) / 2)]! + ordered[Math.ceil((ordered.length - 1) / 2)]!) / 2;
};
