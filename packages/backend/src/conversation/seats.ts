import type { Message } from '@harmony-live/protocol';
import type { Connection } from '../platform/live/live.ts';
import type { Person } from './message.ts';

/** How many messages are read at once while catching up. */
const pageSize = 200;
/** After a failure to read, the next try. */
const retryMs = 1_000;

/** Reads a conversation's messages after a number, in order. */
export type ReadMessages = (
  organisationId: string,
  conversationId: string,
  after: number,
  limit: number,
) => Promise<Message[]>;

/**
 * One connection in one conversation: sends it every message once and in order, by a cursor. What follows the cursor is sent
 * as it comes; what does not means that news was lost, and the log is read instead.
 */
export class Seat {
  readonly connection: Connection;
  readonly conversationId: string;
  readonly person: Person;
  isHere = true;
  /** Looks on without taking part: a member who leads. The visitor is told nothing of it. */
  readonly isOnlooker: boolean;
  #isTaken = true;
  #cursor: number;
  /** The highest number heard of, sent or not. */
  #newest = 0;
  #catchingUp: Promise<void> | null = null;
  readonly #read: ReadMessages;
  readonly #onTrouble: (error: unknown) => void;

  constructor(
    connection: Connection,
    conversationId: string,
    person: Person,
    after: number,
    read: ReadMessages,
    onTrouble: (error: unknown) => void,
    isOnlooker = false,
  ) {
    this.isOnlooker = isOnlooker;
    this.connection = connection;
    this.conversationId = conversationId;
    this.person = person;
    this.#cursor = after;
    this.#read = read;
    this.#onTrouble = onTrouble;
  }

  /** Up to here everything was sent. */
  get cursor(): number {
    return this.#cursor;
  }

  /** Nobody sits here any more; whatever is under way sends nothing. */
  leave(): void {
    this.#isTaken = false;
  }

  /** A message that was stored just now, on this node or another. */
  offer(message: Message): void {
    this.#newest = Math.max(this.#newest, message.seq);
    if (this.#catchingUp !== null || message.seq <= this.#cursor) return;
    if (message.seq === this.#cursor + 1) this.#send(message);
    else void this.catchUp().catch((error: unknown) => this.#tryAgain(error));
  }

  /** Sends everything after the cursor. Resolves once there is no more. */
  catchUp(): Promise<void> {
    this.#catchingUp ??= this.#readAll().finally(() => (this.#catchingUp = null));
    return this.#catchingUp;
  }

  async #readAll(): Promise<void> {
    for (;;) {
      const messages = await this.#read(
        this.connection.caller.organisationId,
        this.conversationId,
        this.#cursor,
        pageSize,
      );
      for (const message of messages) if (this.#isSitting()) this.#send(message);
      // What was heard of was committed before, so the next look finds it; an empty one means that the log is gone.
      const isAll = messages.length < pageSize && this.#newest <= this.#cursor;
      if (isAll || messages.length === 0 || !this.#isSitting()) return;
    }
  }

  #tryAgain(error: unknown): void {
    this.#onTrouble(error);
    const again = (): void => {
      if (this.#isSitting()) void this.catchUp().catch((reason: unknown) => this.#tryAgain(reason));
    };
    setTimeout(again, retryMs).unref();
  }

  #send(message: Message): void {
    this.connection.send({ frame: 'message', conversationId: this.conversationId, ...message });
    this.#cursor = message.seq;
  }

  #isSitting(): boolean {
    return this.#isTaken && this.connection.isOpen;
  }
}
