import Type, { type Static } from 'typebox';
import { Id, Timestamp } from '../common.ts';
import { Sender } from './conversations.ts';

/** What a colleague is asked: to come along, or to take the conversation over. */
export const HandoverKind = Type.Union([Type.Literal('invite'), Type.Literal('transfer')]);
export type HandoverKind = Static<typeof HandoverKind>;

export const HandoverState = Type.Union([
  Type.Literal('asked'),
  Type.Literal('accepted'),
  Type.Literal('declined'),
  Type.Literal('withdrawn'),
  Type.Literal('expired'),
]);
export type HandoverState = Static<typeof HandoverState>;

/** The most that a brief holds, in UTF-16 units: a screenful, not a report. */
export const longestBrief = 2000;

/** A member asks a colleague into a conversation. */
export const Handover = Type.Object({
  id: Id,
  conversationId: Id,
  kind: HandoverKind,
  /** What the colleague should know; no visitor ever sees it. Empty where nothing was written. */
  brief: Type.String(),
  from: Sender,
  to: Sender,
  /** The visitor's first words, shortened. */
  topic: Type.String(),
  askedAt: Timestamp,
  /** Until then it can be accepted. */
  expiresAt: Timestamp,
});
export type Handover = Static<typeof Handover>;

/** `POST /v1/conversations/:id/invite` */
export const InviteColleague = Type.Object(
  { memberId: Id, brief: Type.Optional(Type.String({ maxLength: longestBrief })) },
  { additionalProperties: false },
);
export type InviteColleague = Static<typeof InviteColleague>;

/** `POST /v1/conversations/:id/transfer` */
export const TransferConversation = Type.Object(
  { memberId: Id, brief: Type.String({ minLength: 1, maxLength: longestBrief, pattern: '\\S' }) },
  { additionalProperties: false },
);
export type TransferConversation = Static<typeof TransferConversation>;

/** Where an accepted question leads. */
export const HandoverAccepted = Type.Object({ conversationId: Id });
export type HandoverAccepted = Static<typeof HandoverAccepted>;
