import { firstSubtag } from '../../platform/language-tag.ts';
import type { PlannedExpert, PlannedVisitor } from './plan.ts';

/** How a request ended for the person who asked. */
export type Outcome = 'helped' | 'left-alone' | 'cancelled' | 'expired' | 'refused' | 'unfinished';

/** What must never happen to what people send. */
export const doubleRequest = 'sent twice, it became two requests';
export const doubleMessage = 'a message is there twice';
export const lostMessage = 'a message that was acknowledged is lost';

/** What experts saw of one request. They may see it before its visitor has heard that it was taken in. */
export interface Course {
  /** Experts before whom it was put, in order, by index. */
  asked: number[];
  /** Experts whose question is open. */
  open: Set<number>;
  /** Experts whose acceptance was answered with `ok`, in order. */
  acceptedBy: number[];
}

/** What was seen of one request; times in simulated milliseconds from the beginning. */
export interface RequestRecord {
  visitor: PlannedVisitor;
  /** Set once the server has acknowledged it. */
  id: string | null;
  askedAt: number;
  /** Somebody of a group that can solve it, who speaks the language, was free as they asked. */
  wasAbleFree: boolean;
  /** What the server said of the wait at the beginning. */
  estimate: { lowMs: number; highMs: number; reachable: number } | null;
  /** When the person was told first that somebody comes. */
  matchedAt: number | null;
  isMatchedNow: boolean;
  /** How often it went back into the queue after somebody had accepted. */
  requeued: number;
  firstAnswerAt: number | null;
  endedAt: number | null;
  outcome: Outcome | null;
  isSolved: boolean;
  isStarved: boolean;
  violations: (typeof doubleRequest | typeof doubleMessage | typeof lostMessage)[];
}

/** What was seen of one expert. */
export interface ExpertRecord {
  expert: PlannedExpert;
  isOn: boolean;
  /** Conversations that count against the capacity. */
  load: number;
  /** Questions that are open. */
  open: number;
  onSince: number | null;
  /** Simulated milliseconds with the switch on, up to `onSince`. */
  onMs: number;
  accepted: number;
  declined: number;
  ranOut: number;
  /** How often the server switched them off. */
  switchedOff: number;
  /** Acceptances that came when it was over. */
  tooLate: number;
}

/** Faults that were put in on purpose, by kind. */
export type FaultName = 'drop' | 'reload' | 'retry' | 'duplicate';

/** Everything that was seen: the report is made from it alone. */
export interface Ledger {
  requests: RequestRecord[];
  experts: ExpertRecord[];
  faults: Record<FaultName, number>;
  /** What was refused though it should not have been, by code. */
  refusals: Map<string, number>;
  course(requestId: string): Course;
  ask(visitor: PlannedVisitor, at: number): RequestRecord;
  refuse(error: unknown): void;
  turn(expert: number, isOn: boolean, at: number): void;
}

export const createLedger = (experts: readonly PlannedExpert[]): Ledger => {
  const courses = new Map<string, Course>();
  const ledger: Ledger = {
    requests: [],
    experts: experts.map((expert) => ({
      expert,
      ...{ isOn: false, load: 0, open: 0, onSince: null, onMs: 0 },
      ...{ accepted: 0, declined: 0, ranOut: 0, switchedOff: 0, tooLate: 0 },
    })),
    faults: { drop: 0, reload: 0, retry: 0, duplicate: 0 },
    refusals: new Map(),
    course: (requestId) => {
      const course = courses.get(requestId) ?? { asked: [], open: new Set(), acceptedBy: [] };
      courses.set(requestId, course);
      return course;
    },
    ask: (visitor, askedAt) => {
      const record: RequestRecord = {
        ...{ visitor, askedAt, id: null, estimate: null, matchedAt: null, isMatchedNow: false, requeued: 0 },
        wasAbleFree: ledger.experts.some((one) => isFree(one) && isAble(one.expert, visitor)),
        ...{ firstAnswerAt: null, endedAt: null, outcome: null, isSolved: false, isStarved: false, violations: [] },
      };
      ledger.requests.push(record);
      return record;
    },
    refuse: (error) => {
      const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      ledger.refusals.set(code, (ledger.refusals.get(code) ?? 0) + 1);
    },
    turn: (index, isOn, at) => {
      const one = ledger.experts[index]!;
      if (one.onSince !== null) one.onMs += at - one.onSince;
      one.onSince = isOn ? at : null;
      one.isOn = isOn;
    },
  };
  return ledger;
};

/** Could be asked: on duty, no question open, a place left. */
export const isFree = ({ expert, isOn, load, open }: ExpertRecord): boolean =>
  isOn && open === 0 && load < expert.capacity;

/** Of a group that can solve it, and in its language. */
export const isAble = ({ group, languages }: PlannedExpert, { groups, language }: PlannedVisitor): boolean =>
  groups.includes(group) && languages.some(({ tag }) => firstSubtag(tag) === firstSubtag(language));
