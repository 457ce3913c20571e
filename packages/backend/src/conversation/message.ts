import { problem, type ConversationState, type Message, type Problem, type Sender } from '@harmony-live/protocol';
import type { PersonCaller } from '../platform/caller.ts';
import { toIso } from '../platform/database/index.ts';

/** Somebody who takes part: a visitor or a member, by id. */
export interface Person {
  kind: 'visitor' | 'member';
  id: string;
}

export const personOf = (caller: PersonCaller): Person =>
  caller.kind === 'visitor' ? { kind: 'visitor', id: caller.visitorId } : { kind: 'member', id: caller.memberId };

export const personKey = ({ kind, id }: Sender): string => `${kind}:${id}`;
export const isSame = (a: Sender, b: Sender): boolean => a.kind === b.kind && a.id === b.id;

/** A message that somebody wants stored. `id` is its own; `clientId` is the sender's, null for entries of the server. */
export interface Submission {
  conversationId: string;
  id: string;
  clientId: string | null;
  from: Person;
  kind: Message['kind'];
  body: string;
  at: Date;
}

/** One entry of the log as stored. Who wrote it is null once they are gone. */
export interface StoredMessage extends Omit<Submission, 'from'> {
  seq: number;
  from: Person | null;
}

/** A conversation whose row is locked until the transaction ends, so that nobody else numbers its messages. */
export interface LockedConversation {
  id: string;
  requestId: string;
  state: ConversationState;
  lastSeq: number;
  participants: Person[];
}

/** What became of a submission: stored now or before (the same receipt), or refused. */
export type Outcome = { stored: StoredMessage; isNew: boolean } | { refusal: Problem };

export const conversationNotFound = (): Problem =>
  problem('conversation/not-found', 'It does not exist, or you have no part in it.');

/**
 * Numbers submissions in their order, or says why not. A `clientId` that is known gets its first answer again, also after the
 * end, so that a lost receipt can always be asked for.
 *
 * @param earlier messages that are stored under the same ids, by `messageKey`
 */
export const numberMessages = (
  submissions: readonly Submission[],
  conversations: ReadonlyMap<string, LockedConversation>,
  earlier: ReadonlyMap<string, StoredMessage>,
): Outcome[] => {
  const known = new Map(earlier);
  const lastSeqs = new Map([...conversations.values()].map(({ id, lastSeq }) => [id, lastSeq]));

  const settle = (submission: Submission): Outcome => {
    const { conversationId, clientId, from } = submission;
    const conversation = conversations.get(conversationId);
    if (!conversation?.participants.some((person) => isSame(person, from))) return { refusal: conversationNotFound() };
    const key = messageKey(conversationId, clientId);
    const before = clientId === null ? undefined : known.get(key);
    if (before !== undefined) return repeat(submission, before);
    if (conversation.state === 'closed') return { refusal: conversationClosed() };
    const seq = lastSeqs.get(conversationId)! + 1;
    lastSeqs.set(conversationId, seq);
    const stored = { ...submission, seq };
    if (clientId !== null) known.set(key, stored);
    return { stored, isNew: true };
  };
  return submissions.map(settle);
};

const repeat = ({ from, kind, body }: Submission, before: StoredMessage): Outcome => {
  const isRepeat = before.from !== null && isSame(from, before.from) && kind === before.kind && body === before.body;
  if (isRepeat) return { stored: before, isNew: false };
  return {
    refusal: problem('key/reused', 'This clientId belongs to another message. Take a new one.', {
      field: '/clientId',
      reason: 'was used with other content',
    }),
  };
};

const conversationClosed = (): Problem =>
  problem('conversation/closed', 'Nothing can be added any more. Ask for help again.');

export const messageKey = (conversationId: string, clientId: string | null): string => `${conversationId} ${clientId}`;

/**
 * The words as they can be stored: halves of characters that were cut through become U+FFFD, so that a repeat compares equal.
 *
 * @throws Problem `body/invalid` for nothing but white space, and for U+0000, which the database cannot hold
 */
export const readWords = (body: string, field = '/body'): string => {
  const refuse = (reason: string): Problem => problem('body/invalid', `${field} ${reason}.`, { field, reason });
  if (!/\S/.test(body)) throw refuse('must not be blank');
  if (body.includes('\0')) throw refuse('must not contain U+0000');
  return body.toWellFormed();
};

/** As the wire has it. @param names by `personKey`; whoever is not in it is shown without one */
export const toMessage = (
  { id, seq, clientId, from, kind, body, at }: StoredMessage,
  names: ReadonlyMap<string, string>,
): Message => ({
  id,
  seq,
  clientId,
  from: from === null ? { kind: 'system' } : toSender(from, names),
  kind,
  body,
  at: toIso(at),
});

export const toSender = (person: Person, names: ReadonlyMap<string, string>): Sender => {
  const name = names.get(personKey(person));
  return name === undefined ? { ...person } : { ...person, name };
};
