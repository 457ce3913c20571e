import { scrub } from '@harmony-live/protocol/scrub';
import type { SignalTarget } from '@harmony-live/protocol';
import { faultOfText } from '../platform/http/text.ts';
import type { Fault, compile } from '../platform/http/validation.ts';

/** One thing that a page told, with its place in its list of the batch. */
export interface Told {
  /** Lower case. */
  id: string;
  index: number;
}

/** What became of one list of a batch before anything is stored. */
export interface Judged<T extends Told> {
  good: T[];
  /** How many say again what another of the list says. */
  repeated: number;
  rejected: Rejected[];
}

export interface Rejected {
  index: number;
  error: Fault;
}

/** When a batch was sent by the page's clock, and when it came by ours (milliseconds since the epoch). */
export interface Arrival {
  sentAt: string;
  now: number;
}

/** How one kind of thing is judged. */
export interface Rules<Wire, T extends Told> {
  shape: Pick<ReturnType<typeof compile>, 'check'>;
  /** What else may be wrong with it. */
  fault: (wire: Wire, clock: PageClock) => Fault | null;
  /** With corrected times and scrubbed texts. */
  receive: (wire: Wire, told: Told, clock: PageClock) => T;
  /** Of two with the same id: both in one, or null where they cannot be about the same. The wires are as their page told them. */
  fold: (earlier: T, later: T, wires: readonly [Wire, Wire]) => T | null;
}

/**
 * Judges each by itself, so that one that is wrong takes no other with it. What has the same id is folded into one.
 */
export const judge = <Wire extends { id: string }, T extends Told>(
  values: readonly unknown[],
  arrival: Arrival,
  { shape, fault, receive, fold }: Rules<Wire, T>,
): Judged<T> => {
  const clock = pageClock(arrival);
  const good = new Map<string, { one: T; wire: Wire }>();
  const rejected: Rejected[] = [];
  let repeated = 0;
  for (const [index, value] of values.entries()) {
    const error = shape.check(value) ?? fault(value as Wire, clock) ?? faultOfText(value);
    if (error !== null) {
      rejected.push({ index, error: { field: error.field, reason: error.reason } });
      continue;
    }
    const wire = value as Wire;
    const id = wire.id.toLowerCase();
    const one = receive(wire, { id, index }, clock);
    const earlier = good.get(id);
    const folded = earlier === undefined ? one : fold(earlier.one, one, [earlier.wire, wire]);
    if (folded === null) rejected.push({ index, error: reused });
    else {
      if (earlier !== undefined) repeated += 1;
      good.set(id, { one: folded, wire });
    }
  }
  return { good: [...good.values()].map(({ one }) => one), repeated, rejected };
};

/** Of an id that stands for something else already. */
export const reused: Fault = { field: '/id', reason: 'was given to another one' };

/** Older things than this are of no use, and a clock that is further off is wrong beyond repair. */
const oldestMs = 24 * 60 * 60_000;
/** What a page may be ahead of the time at which it sent the batch: rounding, and clocks that were set meanwhile. */
const aheadMs = 60_000;

/** Times of a page, corrected by how far its clock is from ours. */
export interface PageClock {
  /** Never in the future. */
  correct(at: string): Date;
  /** What is wrong with a time: it lies in the last day, and not after the batch was sent. */
  fault(at: string, field: string): Fault | null;
}

const pageClock = ({ sentAt, now }: Arrival): PageClock => {
  const skewMs = now - Date.parse(sentAt);
  return {
    correct: (at) => new Date(Math.min(now, Date.parse(at) + skewMs)),
    fault: (at, field) => {
      const happenedAt = Date.parse(at) + skewMs;
      if (Number.isNaN(happenedAt)) return { field, reason: 'is a leap second, which few clocks have' };
      if (now - happenedAt > oldestMs) return { field, reason: 'is more than a day ago' };
      if (happenedAt - now > aheadMs) return { field, reason: 'is later than the batch was sent' };
      return null;
    },
  };
};

/** An element without what a page should not have said of it: it may run an old script, or none of ours. */
export const scrubTarget = (target: SignalTarget): SignalTarget => ({
  ...target,
  selector: scrub(target.selector),
  ...(target.label !== undefined && { label: scrub(target.label) }),
});
