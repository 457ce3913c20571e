import type { AttachedFile } from '@harmony-live/protocol';

/** Who wrote; `id` decides colour and grouping. */
export interface LogPerson {
  id: string;
  name: string;
}

/** A file that somebody sent; pictures have their size in pixels. */
export type LogFile = AttachedFile;

/** Where a screen gets the bytes of files. */
export interface FileSource {
  /** An address that a picture may have. @throws what went wrong on the way */
  show(file: LogFile): Promise<string>;
  /** Hands the file to the person's downloads. @throws what went wrong on the way */
  save(file: LogFile): Promise<void>;
}

/**
 * How far an own message has come. `waiting`: kept here until there is a network; `failed`: refused or given up, with
 * **Try again** and **Remove**.
 */
export type MessageState = 'sending' | 'sent' | 'read' | 'waiting' | 'failed';

/** One entry of a conversation, as the screen knows it. */
export interface LogMessage {
  /** Stays the same from sending to stored (the `clientId` of an own message), so that the line is never redrawn anew. */
  id: string;
  /**
   * `text` and `file` from people; `note` is seen by colleagues only; `joined`, `left`, `proposed`, `resolved` and the like are
   * worded here from the person's name; `notice` is an event that the caller worded in `body`.
   */
  kind:
    | 'text'
    | 'file'
    | 'note'
    | 'joined'
    | 'left'
    | 'solution'
    | 'proposed'
    | 'resolved'
    | 'reopened'
    | 'call'
    | 'closed'
    | 'notice';
  from: LogPerson;
  isMine: boolean;
  /** Plain text; line breaks are kept, `http(s)` addresses become links. */
  body: string;
  /** Of the kind `file`. */
  file?: LogFile;
  /** RFC 3339. */
  at: string;
  /** Of an own message; others have none. */
  state?: MessageState;
  /** Why it failed, in words. */
  failure?: string;
  isSolution?: boolean;
  isEdited?: boolean;
}

/** `widget`: own messages stand at the reader's side. `console`: all in one column, own ones tinted. */
export type Density = 'widget' | 'console';
