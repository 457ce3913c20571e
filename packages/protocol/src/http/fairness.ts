import Type, { type Static } from 'typebox';
import { Id, Timestamp } from '../common.ts';
import { AssignmentState, ExpertState } from '../frames.ts';
import { Domain } from './triage.ts';

/**
 * Why a request was not put before a member. `off-duty` `break` `wrapping-up` `away` `full`: how they stood then, with since when and
 * until when · `asked-elsewhere`: another request stood before them · `language`: none of theirs · `own-block`: they take no requests of
 * this person · `ranked-lower`: looked at, and somebody else came first · `baseline`: it went to whoever was free the longest, to
 * compare with · `not-among-first`: somebody else was asked, and the first twenty are all that is kept · `nobody-asked`: nobody could
 * be · `not-recorded`: before it was known how they stood.
 */
export const PassedReason = Type.Object({
  code: Type.String({ maxLength: 40 }),
  from: Type.Optional(Timestamp),
  /** Absent where it goes on. */
  until: Type.Optional(Timestamp),
});
export type PassedReason = Static<typeof PassedReason>;

/** A term of the score, of the member and of whoever was asked; who that was is not told. */
export const ComparedTerm = Type.Object({
  name: Type.String(),
  mine: Type.Number({ minimum: 0, maximum: 1 }),
  theirs: Type.Number({ minimum: 0, maximum: 1 }),
  weight: Type.Number(),
});
export type ComparedTerm = Static<typeof ComparedTerm>;

/** One request, as it went by a member or came to them. */
export const FairnessItem = Type.Object({
  requestId: Id,
  createdAt: Timestamp,
  language: Type.String(),
  /** What it was about; `other` when nothing is known. */
  domain: Domain,
  /** The person's words; null where this member may not read them. */
  text: Type.Union([Type.String(), Type.Null()]),
  /** What became of the question to this member; `taken` out of the queue by themselves; null: they were not asked. */
  asked: Type.Union([AssignmentState, Type.Literal('taken'), Type.Null()]),
  /** Who has it now; nobody: it waits, or ended without anybody. */
  wentTo: Type.Union([Type.Literal('me'), Type.Literal('somebody'), Type.Literal('nobody')]),
  isWaiting: Type.Boolean(),
  /** Why not this member; empty for those who were asked. */
  reasons: Type.Array(PassedReason),
  /** Where they stood in the ranking; null where they were in none. */
  place: Type.Union([Type.Object({ rank: Type.Integer(), among: Type.Integer() }), Type.Null()]),
  /** How they compared with whoever was asked in their place; empty where they were asked, or in no ranking. */
  terms: Type.Array(ComparedTerm),
});
export type FairnessItem = Static<typeof FairnessItem>;

/** `GET /v1/experts/me/fairness`: what came to a member, what went by, and why. */
export const Fairness = Type.Object({
  /** From the midnight with which the days begin where the expert is. */
  from: Timestamp,
  to: Timestamp,
  state: ExpertState,
  quietUntil: Type.Union([Timestamp, Type.Null()]),
  /** How long they were on duty in this time, milliseconds. */
  onDutyMs: Type.Integer({ minimum: 0 }),
  /** All requests of the organisation in this time. */
  requests: Type.Integer({ minimum: 0 }),
  /** Questions to this member, and what became of them. */
  asked: Type.Integer({ minimum: 0 }),
  accepted: Type.Integer({ minimum: 0 }),
  refused: Type.Integer({ minimum: 0 }),
  /** What they took out of the queue themselves. */
  taken: Type.Integer({ minimum: 0 }),
  newcomers: Type.Object({
    /** Until so large a share of an hour's questions went to newcomers, they have a bonus and their chances to be first. */
    share: Type.Number(),
    /** In the last hour. */
    asked: Type.Integer({ minimum: 0 }),
    toNewcomers: Type.Integer({ minimum: 0 }),
    isFull: Type.Boolean(),
    /** Whether this member counts as one. */
    isMine: Type.Boolean(),
  }),
  fatigue: Type.Object({
    /** Declined or let pass in the last hour. */
    refused: Type.Integer({ minimum: 0 }),
    /** When the last of them stops counting. */
    until: Type.Union([Timestamp, Type.Null()]),
  }),
  /** Newest first, a hundred at most. */
  items: Type.Array(FairnessItem),
  /** What most of those were about that went by while they were there, most frequent first, three at most. */
  wentBy: Type.Array(Type.Object({ domain: Domain, count: Type.Integer({ minimum: 1 }) })),
});
export type Fairness = Static<typeof Fairness>;
