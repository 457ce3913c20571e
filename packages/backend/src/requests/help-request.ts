import { createHash } from 'node:crypto';
import {
  problem,
  type CreateHelpRequest,
  type RangeMs,
  type RequestContext,
  type RequestState,
  type Step,
} from '@harmony-live/protocol';
import { scrub } from '@harmony-live/protocol/scrub';

/** What can happen to a help request (`domain.md`, the table under "Entities"). */
export type RequestEvent =
  | 'slot-near'
  | 'accepted'
  | 'cancelled'
  | 'article-helped'
  | 'visitor-gone'
  | 'returned'
  | 'conversation-ended'
  | 'conversation-reopened';

const transitions: Readonly<Partial<Record<RequestState, Partial<Record<RequestEvent, RequestState>>>>> = {
  scheduled: { 'slot-near': 'queued', cancelled: 'cancelled' },
  queued: { accepted: 'matched', cancelled: 'cancelled', 'article-helped': 'self-solved', 'visitor-gone': 'expired' },
  matched: { returned: 'queued', 'conversation-ended': 'done' },
  done: { 'conversation-reopened': 'matched' },
};

/** The state after an event; null where the event changes nothing in this state. */
export const stateAfter = (state: RequestState, event: RequestEvent): RequestState | null =>
  transitions[state]?.[event] ?? null;

/** Whoever's page shows no sign of life for this long no longer waits (`domain.md`). */
export const goneAfterMs = 2 * 60_000;

/** The most that may go along with a request, in bytes of JSON (`contract.md`). */
export const mostContextBytes = 16 * 1024;

/** @throws Problem `body/too-large`, `body/invalid`: what a schema cannot say */
export const checkRequest = ({ context, mode, slotAt }: CreateHelpRequest): void => {
  if (Buffer.byteLength(JSON.stringify(context ?? {})) > mostContextBytes) {
    throw problem('body/too-large', 'Attach less: 16 KB of context may go along with a request.', {
      field: '/context',
    });
  }
  if ((mode === 'scheduled') !== (slotAt !== undefined)) {
    throw problem('body/invalid', 'A time to be helped at goes with mode scheduled, and with no other.', {
      field: '/slotAt',
      reason: mode === 'scheduled' ? 'is needed with mode scheduled' : 'must be left out unless mode is scheduled',
    });
  }
};

/** As it is kept: what a page tells of steps is scrubbed here once more, for pages are not ours. */
export const scrubbedContext = ({ steps, ...rest }: RequestContext = {}): RequestContext =>
  steps === undefined ? rest : { ...rest, steps: steps.map(scrubbedStep) };

const scrubbedStep = ({ page, endpoint, message, target, ...step }: Step): Step => ({
  ...step,
  ...(page === undefined ? {} : { page: scrub(page) }),
  ...(endpoint === undefined ? {} : { endpoint: scrub(endpoint) }),
  ...(message === undefined ? {} : { message: scrub(message) }),
  ...(target === undefined ? {} : { target: { ...target, ...scrubbedNames(target) } }),
});

const scrubbedNames = ({ selector, label }: NonNullable<Step['target']>) => ({
  selector: scrub(selector),
  ...(label === undefined ? {} : { label: scrub(label) }),
});

/** SHA-256 of what was asked, whatever the order of its keys: the same `clientId` with another hash is refused. */
export const contentHash = (request: CreateHelpRequest): Buffer =>
  createHash('sha256')
    .update(JSON.stringify(sorted({ ...request, clientId: undefined })))
    .digest();

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
};

/** What the queue is ordered by; times in milliseconds since the epoch. */
export interface Place {
  id: string;
  urgency: number;
  queuedAt: number;
  /** Until when an answer is promised; null for whoever waits for it. */
  dueAt: number | null;
}

/**
 * A level of urgency counts as if one had come so much earlier: an urgent request goes before normal ones that came up to a
 * quarter of an hour before it. So nobody waits for ever behind those who are always more urgent.
 */
export const headStartMs = 15 * 60_000;

/** 1 = next. By when they came, with the head start of their urgency; whoever does not wait comes by when the answer is due. */
export const positionsOf = (queue: readonly Place[]): Map<string, number> =>
  new Map(queue.toSorted(byPlace).map(({ id }, index) => [id, index + 1]));

const byPlace = (a: Place, b: Place): number => placeOf(a) - placeOf(b) || (a.id < b.id ? -1 : 1);

const placeOf = ({ urgency, queuedAt, dueAt }: Place): number => dueAt ?? queuedAt - urgency * headStartMs;

/** What an estimate is made from. */
export interface WaitFacts {
  /** 1 = next; 0 when the request waits no longer. */
  position: number;
  /** Experts who can be asked now. */
  reachable: number;
  /** How long the latest requests waited from asking until somebody accepted, in milliseconds. */
  observedMs: readonly number[];
}

/** Fewer observations than this say nothing about the tails. */
const fewestObservations = 5;
/** Somebody is there: an answer within the 20 s of the first expert, at worst after the third. */
const guessWhenReachable: RangeMs = { low: 5_000, high: 60_000 };
/** Nobody is there: minutes to an hour. The screen says so in words and does not rely on the figures. */
const guessWhenNobody: RangeMs = { low: 5 * 60_000, high: 60 * 60_000 };

/**
 * The 80 % interval of the wait: from the 10th to the 90th percentile of what the latest requests waited, once for each
 * round in which all reachable experts take one request. Without observations an honest, wide guess.
 */
export const estimateWait = ({ position, reachable, observedMs }: WaitFacts): RangeMs => {
  if (position === 0) return { low: 0, high: 0 };
  if (reachable === 0) return guessWhenNobody;
  const rounds = Math.ceil(position / reachable);
  const one =
    observedMs.length < fewestObservations
      ? guessWhenReachable
      : { low: percentile(observedMs, 0.1), high: percentile(observedMs, 0.9) };
  return { low: Math.round(one.low * rounds), high: Math.max(1_000, Math.round(one.high * rounds)) };
};

const percentile = (values: readonly number[], share: number): number => {
  const ordered = values.toSorted((a, b) => a - b);
  const at = share * (ordered.length - 1);
  const below = ordered[Math.floor(at)]!;
  const above = ordered[Math.ceil(at)]!;
  return below + (above - below) * (at - Math.floor(at));
};
