import { createHash } from 'node:crypto';
import {
  problem,
  type CreateHelpRequest,
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

/** Where in the queue: less is earlier, in milliseconds. */
export const placeOf = ({ urgency, queuedAt, dueAt }: Pick<Place, 'urgency' | 'queuedAt' | 'dueAt'>): number =>
  dueAt ?? queuedAt - urgency * headStartMs;
