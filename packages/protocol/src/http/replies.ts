import Type, { type Static } from 'typebox';
import { Id, Timestamp } from '../common.ts';

/**
 * An answer that is kept to be used again. `{name}`, `{page}` and `{expert}` in its body are filled in when it is put into
 * a message: the visitor's name, the page they asked from, the name of whoever answers.
 */
export const SavedReply = Type.Object({
  id: Id,
  title: Type.String(),
  body: Type.String(),
  /** Everybody's who helps in the organisation; else the caller's alone. */
  isShared: Type.Boolean(),
  updatedAt: Timestamp,
});
export type SavedReply = Static<typeof SavedReply>;

/** Shared ones and the caller's own, by title. At most 500. */
export const SavedReplies = Type.Object({ items: Type.Array(SavedReply) });
export type SavedReplies = Static<typeof SavedReplies>;

const title = Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' });
const body = Type.String({ minLength: 1, maxLength: 4000, pattern: '\\S' });

/** `POST /v1/replies`. Shared ones are written by those who lead. */
export const CreateReply = Type.Object(
  { title, body, isShared: Type.Optional(Type.Boolean()) },
  { additionalProperties: false },
);
export type CreateReply = Static<typeof CreateReply>;

/** `PUT /v1/replies/:id`. Whose it is stays as it was. */
export const ChangeReply = Type.Object({ title, body }, { additionalProperties: false });
export type ChangeReply = Static<typeof ChangeReply>;
