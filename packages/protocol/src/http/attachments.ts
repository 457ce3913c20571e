import Type, { type Static } from 'typebox';
import { Id } from '../common.ts';
import { MessageReceipt } from './conversations.ts';

/** The largest file that may be attached, in bytes: 20 MB. */
export const maxFileBytes = 20 * 1024 * 1024;
/** All files of one conversation together, in bytes: 200 MB. */
export const maxConversationFileBytes = 200 * 1024 * 1024;
/** The longest name of a file, in characters; longer ones are shortened before their ending. */
export const maxFileName = 120;

/** What may be attached. Decided by a file's bytes, never by its name or by what the sender says. */
export const FileType = Type.Union([
  Type.Literal('image/png'),
  Type.Literal('image/jpeg'),
  Type.Literal('image/gif'),
  Type.Literal('image/webp'),
  Type.Literal('application/pdf'),
  Type.Literal('text/plain'),
  Type.Literal('text/csv'),
  Type.Literal('application/json'),
]);
export type FileType = Static<typeof FileType>;

/**
 * A file of a conversation: the body of a message of kind `file` is this as JSON text. `id` goes into
 * `GET /v1/attachments/:id`. Pictures have their size on screen in pixels, so that nothing moves when they come.
 */
export const AttachedFile = Type.Object({
  id: Id,
  name: Type.String({ minLength: 1, maxLength: maxFileName }),
  type: FileType,
  /** In bytes, as stored. */
  size: Type.Integer({ minimum: 1, maximum: maxFileBytes }),
  width: Type.Optional(Type.Integer({ minimum: 1 })),
  height: Type.Optional(Type.Integer({ minimum: 1 })),
});
export type AttachedFile = Static<typeof AttachedFile>;

/** `POST …/attachments`, as `multipart/form-data`: first `clientId`, then one `file` with its name. */
export const UploadFile = Type.Object({
  clientId: Id,
  file: Type.String({ format: 'binary', description: 'one file, 20 MB at most' }),
});

export const FileReceipt = Type.Object({ ...MessageReceipt.properties, file: AttachedFile });
export type FileReceipt = Static<typeof FileReceipt>;
