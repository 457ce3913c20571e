import Type, { type Static } from 'typebox';
import { Id, Timestamp, pageOf } from '../common.ts';
import { Call } from './calls.ts';
import { RequestSummaryContext, ExpertCard } from './help-requests.ts';

export const SenderKind = Type.Union([Type.Literal('visitor'), Type.Literal('member'), Type.Literal('system')]);

/** Who wrote or did it. `id` is the visitor's or member's; `system` has none. */
export const Sender = Type.Object({
  kind: SenderKind,
  id: Type.Optional(Id),
  name: Type.Optional(Type.String()),
});
export type Sender = Static<typeof Sender>;

/** What people may send today. */
export const MessageKindSent = Type.Literal('text');
/**
 * Kinds in the log: `text` from people, and `file`, whose body is `AttachedFile` as JSON text; the others are written by the
 * server. `solution` marks an earlier message, whose number is its body; `resolved` says `confirmed` or `assumed`; `call` says `voice` or `screen` at its beginning; the rest have an empty
 * body.
 */
export const MessageKind = Type.Union([
  Type.Literal('text'),
  Type.Literal('file'),
  Type.Literal('joined'),
  Type.Literal('left'),
  Type.Literal('solution'),
  Type.Literal('proposed'),
  Type.Literal('resolved'),
  Type.Literal('reopened'),
  Type.Literal('call'),
  Type.Literal('closed'),
]);

/** One entry of the append-only log. `seq` counts from 1 without gaps. */
export const Message = Type.Object({
  id: Id,
  seq: Type.Integer({ minimum: 1 }),
  clientId: Type.Union([Id, Type.Null()]),
  from: Sender,
  kind: MessageKind,
  body: Type.String(),
  at: Timestamp,
});
export type Message = Static<typeof Message>;

export const MessageList = pageOf(Message);

export const SendMessage = Type.Object(
  {
    clientId: Id,
    kind: MessageKindSent,
    body: Type.String({ minLength: 1, maxLength: 8000, pattern: '\\S' }),
  },
  { additionalProperties: false },
);
export type SendMessage = Static<typeof SendMessage>;

export const MessageReceipt = Type.Object({ id: Id, seq: Type.Integer(), at: Timestamp });
export type MessageReceipt = Static<typeof MessageReceipt>;

export const ConversationState = Type.Union([
  Type.Literal('open'),
  Type.Literal('proposed'),
  Type.Literal('resolved'),
  Type.Literal('closed'),
]);
export type ConversationState = Static<typeof ConversationState>;

/** How a conversation came out. `how`: the visitor confirmed it, or was silent for 24 hours. */
export const Resolution = Type.Object({
  proposedAt: Type.Union([Timestamp, Type.Null()]),
  resolvedAt: Type.Union([Timestamp, Type.Null()]),
  how: Type.Union([Type.Literal('confirmed'), Type.Literal('assumed'), Type.Null()]),
  /** Number of the message that was marked as the solution. */
  solutionSeq: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
  rating: Type.Union([Type.Integer({ minimum: 1, maximum: 5 }), Type.Null()]),
  thanks: Type.Union([Type.String(), Type.Null()]),
});
export type Resolution = Static<typeof Resolution>;

/** `POST …/solution`: marks one message of an expert; marking another one moves the mark. */
export const MarkSolution = Type.Object({ seq: Type.Integer({ minimum: 1 }) }, { additionalProperties: false });

/**
 * `POST …/resolve`. A member proposes (`solved`) or takes the proposal back (`not-yet`); the visitor confirms or says that it
 * is not solved. A missing outcome means `solved`.
 */
export const ResolveConversation = Type.Object(
  { outcome: Type.Optional(Type.Union([Type.Literal('solved'), Type.Literal('not-yet')])) },
  { additionalProperties: false },
);
export type ResolveConversation = Static<typeof ResolveConversation>;

/** `POST …/rating`, by the visitor, once: the same again gets the same answer, another one `key/reused`. */
export const RateConversation = Type.Object(
  {
    rating: Type.Integer({ minimum: 1, maximum: 5 }),
    thanks: Type.Optional(Type.String({ maxLength: 1000 })),
  },
  { additionalProperties: false },
);
export type RateConversation = Static<typeof RateConversation>;

/** A conversation as one of its participants sees it. */
export const Conversation = Type.Object({
  id: Id,
  requestId: Id,
  state: ConversationState,
  openedAt: Timestamp,
  closedAt: Type.Union([Timestamp, Type.Null()]),
  lastSeq: Type.Integer(),
  lastAt: Timestamp,
  /** Up to where the caller has read. */
  readSeq: Type.Integer(),
  /** Up to where the other side has read. */
  otherReadSeq: Type.Integer(),
  resolution: Resolution,
  /** The call that goes on, if any. */
  call: Type.Union([Call, Type.Null()]),
  participants: Type.Array(Type.Intersect([Sender, Type.Object({ isHere: Type.Boolean() })])),
  /** The person's words, shortened: what lists show. */
  topic: Type.String(),
  /** The last text, shortened; of a file "File: " and its name. */
  snippet: Type.String(),
  /** The marked solution, shortened; absent where none is marked. */
  solution: Type.Optional(Type.String()),
  /** For the visitor: where their request was made, to tell whether a page has the same problem again. */
  about: Type.Optional(
    Type.Object({
      /** Path template, where the visitor attached it. */
      page: Type.Optional(Type.String()),
      /** Marks of what was noticed and attached. */
      fingerprints: Type.Array(Type.String()),
    }),
  ),
  /** The caller does not want to meet the other side again; of what the other side said nothing is told. */
  isBlocked: Type.Optional(Type.Boolean()),
  /** For the visitor: who accepted, and why. */
  expert: Type.Optional(ExpertCard),
  /** For the expert: what came with the request, and why it came to them. */
  request: Type.Optional(RequestSummaryContext),
});
export type Conversation = Static<typeof Conversation>;

/** `POST /v1/conversations/:id/return`: the request that waits again. */
export const ReturnedConversation = Type.Object({ requestId: Id });
export type ReturnedConversation = Static<typeof ReturnedConversation>;

export const ConversationList = pageOf(Conversation);
export type ConversationList = Static<typeof ConversationList>;
