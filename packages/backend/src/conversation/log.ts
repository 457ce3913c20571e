import type { Tx } from '../platform/database/index.ts';
import type { Platform } from '../platform/platform.ts';
import {
  numberMessages,
  toMessage,
  toSender,
  type Outcome,
  type Person,
  type StoredMessage,
  type Submission,
} from './message.ts';
import type { Names } from './names.ts';
import type { NewsChannel } from './news.ts';
import * as store from './store.ts';

/** Adds to the logs of one organisation's conversations, in the caller's transaction. */
export interface Log {
  /**
   * Stores what may be stored, says `message.added`, and tells everybody after the commit. Outcomes are in the order of the
   * submissions.
   */
  append(tx: Tx, organisationId: string, submissions: readonly Submission[]): Promise<Outcome[]>;
  /** Moves the mark of what somebody has read, never back, and tells everybody after the commit. */
  markRead(tx: Tx, organisationId: string, mark: ReadMark): Promise<void>;
}

/** How far somebody has read. */
export interface ReadMark {
  conversationId: string;
  person: Person;
  seq: number;
  /** The connection that said so, which is told nothing. */
  by?: string;
}

export const createLog = (platform: Pick<Platform, 'db' | 'outbox'>, names: Names, news: NewsChannel): Log => {
  const append: Log['append'] = async (tx, organisationId, submissions) => {
    const conversations = await store.lockConversations(tx, [...new Set(submissions.map((one) => one.conversationId))]);
    // Only behind the lock: what another transaction stored meanwhile is visible now.
    const earlier = await store.findByClientIds(tx, submissions);
    const outcomes = numberMessages(submissions, conversations, earlier);
    const added = outcomes.flatMap((outcome) => ('stored' in outcome && outcome.isNew ? [outcome.stored] : []));
    if (added.length === 0) return outcomes;
    await store.insertMessages(tx, organisationId, added);
    await store.markOwnRead(tx, [...new Set(added.map(({ conversationId }) => conversationId))]);
    await sayAdded(tx, organisationId, added);
    const named = await names(
      tx,
      added.flatMap(({ from }) => (from === null ? [] : [from])),
    );
    platform.db.afterCommit(tx, () => {
      for (const stored of added) {
        const { conversationId } = stored;
        const frame = { frame: 'message' as const, conversationId, ...toMessage(stored, named) };
        const people = conversations.get(conversationId)?.participants ?? [];
        const memberIds = people.filter(({ kind }) => kind === 'member').map(({ id }) => id);
        news.publish({ organisationId, conversationId, frame, memberIds });
      }
    });
    return outcomes;
  };

  /** One event per conversation, however many messages came at once. */
  const sayAdded = async (tx: Tx, organisationId: string, added: readonly StoredMessage[]): Promise<void> => {
    const newest = new Map(added.map(({ conversationId, seq }) => [conversationId, seq]));
    for (const [conversationId, seq] of newest) {
      await platform.outbox.emit(tx, 'message.added', organisationId, { conversationId, seq });
    }
  };

  const markRead: Log['markRead'] = async (tx, organisationId, { conversationId, person, seq, by }) => {
    const moved = await store.markRead(tx, conversationId, person, seq);
    if (moved === null) return;
    const from = toSender(person, await names(tx, [person]));
    const frame = { frame: 'read' as const, conversationId, from, seq: moved };
    platform.db.afterCommit(tx, () =>
      news.publish({ organisationId, conversationId, frame, ...(by === undefined ? {} : { by }) }),
    );
  };

  return { append, markRead };
};
