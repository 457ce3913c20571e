import { ClientProblem, newId } from '@harmony-live/client';
import type { Note, NoteList } from '@harmony-live/protocol';
import type { LogMessage } from '@harmony-live/ui';
import { msg } from '@lit/localize';
import type { Desk } from '../app/desk.ts';
import { Observable } from '../app/observable.ts';
import { problemWords } from '../app/problem-words.ts';
import { senderName } from './entries.ts';

/** An own note that is not stored yet. */
interface Unsent {
  clientId: string;
  body: string;
  /** RFC 3339, by this device's clock. */
  at: string;
  problem: ClientProblem | null;
}

/** What colleagues write beside one conversation: read once, then kept up by what is told. */
export class Notes extends Observable {
  readonly #desk: Desk;
  readonly #path: string;
  readonly #stops: (() => void)[];
  #stored = new Map<string, Note>();
  #unsent: Unsent[] = [];

  constructor(desk: Desk, conversationId: string) {
    super();
    this.#desk = desk;
    this.#path = `/v1/conversations/${conversationId}/notes`;
    this.#stops = [
      desk.live.on('note', ({ frame: _, ...note }) => {
        if (note.conversationId === conversationId) this.#keep([note]);
      }),
      // What was told while the connection was gone is read again.
      desk.live.onConnected(() => void this.#load()),
    ];
  }

  /** Shows it at once and stores it; what is refused stays, with its reason. */
  add(text: string): void {
    const body = text.trim();
    if (body === '') return;
    const note: Unsent = { clientId: newId(), body, at: new Date().toISOString(), problem: null };
    this.#unsent.push(note);
    this.changed();
    void this.#send(note);
  }

  /** Tries again to store the note of this key. @returns false for a key that is no note's */
  retry(key: string): boolean {
    const note = this.#find(key);
    if (note) void this.#send(note);
    return note !== undefined;
  }

  /** Drops what was refused. @returns false for a key that is no note's */
  remove(key: string): boolean {
    const note = this.#find(key);
    this.#unsent = this.#unsent.filter((one) => one !== note);
    this.changed();
    return note !== undefined;
  }

  /** Stored notes in the order of writing, with the number of the message that each stands behind; then those that wait. */
  lines(): { afterSeq: number; message: LogMessage }[] {
    const { memberId } = this.#desk.me;
    const stored = [...this.#stored.values()].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
    return [
      ...stored.map(({ clientId, afterSeq, from, body, at }) => ({
        afterSeq,
        message: {
          id: keyOf(clientId),
          kind: 'note' as const,
          from: {
            id: from.id ?? 'gone',
            name: from.kind === 'system' ? msg('Somebody who has left') : senderName(from),
          },
          isMine: from.id === memberId,
          ...{ body, at },
        },
      })),
      ...this.#unsent.map(({ clientId, body, at, problem }) => ({
        afterSeq: Number.MAX_SAFE_INTEGER,
        message: {
          id: keyOf(clientId),
          kind: 'note' as const,
          from: { id: memberId, name: this.#desk.me.name },
          isMine: true,
          ...{ body, at },
          state: problem === null ? ('sending' as const) : ('failed' as const),
          ...(problem === null ? {} : { failure: problemWords(problem) }),
        },
      })),
    ];
  }

  dispose(): void {
    for (const stop of this.#stops) stop();
  }

  #find(key: string): Unsent | undefined {
    return this.#unsent.find(({ clientId }) => keyOf(clientId) === key);
  }

  async #send(note: Unsent): Promise<void> {
    note.problem = null;
    this.changed();
    try {
      const { clientId, body } = note;
      this.#keep([await this.#desk.http.post<Note>(this.#path, { clientId, body })]);
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      note.problem = problem;
      this.changed();
    }
  }

  async #load(): Promise<void> {
    try {
      this.#keep((await this.#desk.http.get<NoteList>(this.#path)).items);
    } catch (problem) {
      // The conversation itself says what is wrong with it; the next connection asks again.
      if (!(problem instanceof ClientProblem)) throw problem;
    }
  }

  #keep(notes: readonly Note[]): void {
    for (const note of notes) this.#stored.set(note.clientId, note);
    this.#unsent = this.#unsent.filter(({ clientId }) => !this.#stored.has(clientId));
    this.changed();
  }
}

/** Notes have ids of their own among the lines of the log. */
const keyOf = (clientId: string): string => `note-${clientId}`;

/** One line of the log with its number; null for what is not stored yet. */
export interface NumberedLine {
  seq: number | null;
  message: LogMessage;
}

/** Messages with the notes among them: each behind the message that was the last one when it was written. */
export function withNotes(
  messages: readonly NumberedLine[],
  notes: readonly { afterSeq: number; message: LogMessage }[],
): LogMessage[] {
  const lines: LogMessage[] = [];
  let next = 0;
  for (const { seq, message } of messages) {
    while (next < notes.length && notes[next]!.afterSeq < (seq ?? Number.MAX_SAFE_INTEGER))
      lines.push(notes[next++]!.message);
    lines.push(message);
  }
  return [...lines, ...notes.slice(next).map(({ message }) => message)];
}
