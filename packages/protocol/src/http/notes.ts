import Type, { type Static } from 'typebox';
import { Id, Timestamp } from '../common.ts';
import { ConversationState, Sender } from './conversations.ts';

/**
 * What colleagues write to each other beside a conversation. Notes stand in no log: they have no number of it, so that
 * nothing which carries messages (history, replay, export, articles, mail) can carry one to the visitor.
 */
export const Note = Type.Object({
  id: Id,
  conversationId: Id,
  clientId: Id,
  /** Number of the last message when it was written: the note stands behind that one. */
  afterSeq: Type.Integer({ minimum: 0 }),
  /** `system` once the member is gone. */
  from: Sender,
  body: Type.String(),
  at: Timestamp,
});
export type Note = Static<typeof Note>;

/** In the order of writing; the newest 500. */
export const NoteList = Type.Object({ items: Type.Array(Note) });
export type NoteList = Static<typeof NoteList>;

/** `POST /v1/conversations/:id/notes`. Idempotent by `clientId`. */
export const WriteNote = Type.Object(
  { clientId: Id, body: Type.String({ minLength: 1, maxLength: 8000, pattern: '\\S' }) },
  { additionalProperties: false },
);
export type WriteNote = Static<typeof WriteNote>;

/** A conversation that the same person had before, in short: what it was about and how it came out. */
export const EarlierConversation = Type.Object({
  id: Id,
  /** The person's first words, shortened. */
  topic: Type.String(),
  openedAt: Timestamp,
  state: ConversationState,
  how: Type.Union([Type.Literal('confirmed'), Type.Literal('assumed'), Type.Null()]),
  rating: Type.Union([Type.Integer({ minimum: 1, maximum: 5 }), Type.Null()]),
  /** Who helped, by name. */
  helpers: Type.Array(Type.String()),
  /** Whether the caller may read it. */
  canOpen: Type.Boolean(),
});
export type EarlierConversation = Static<typeof EarlierConversation>;

/** `GET /v1/conversations/:id/earlier`: the latest 20, the newest first. */
export const EarlierConversations = Type.Object({ items: Type.Array(EarlierConversation) });
export type EarlierConversations = Static<typeof EarlierConversations>;
