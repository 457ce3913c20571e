import Type, { type Static } from 'typebox';
import { Id, Timestamp, pageOf } from '../common.ts';
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
/** Kinds in the log: `text` from people; `joined`, `left`, `closed` are written by the server, with an empty body. */
export const MessageKind = Type.Union([
  Type.Literal('text'),
  Type.Literal('joined'),
  Type.Literal('left'),
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
  participants: Type.Array(Type.Intersect([Sender, Type.Object({ isHere: Type.Boolean() })])),
  /** The person's words, shortened: what lists show. */
  topic: Type.String(),
  /** The last text, shortened. */
  snippet: Type.String(),
  /** For the visitor: who accepted, and why. */
  expert: Type.Optional(ExpertCard),
  /** For the expert: what came with the request, and why it came to them. */
  request: Type.Optional(RequestSummaryContext),
});
export type Conversation = Static<typeof Conversation>;

export const ConversationList = pageOf(Conversation);
export type ConversationList = Static<typeof ConversationList>;
