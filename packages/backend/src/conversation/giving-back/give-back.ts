import { problem } from '@harmony-live/protocol';
import { giveBack as requeue } from '../../matching/index.ts';
import type { PersonCaller } from '../../platform/caller.ts';
import type { Tx } from '../../platform/database/index.ts';
import type { Platform } from '../../platform/platform.ts';
import { endFor } from '../close.ts';
import { withdrawAll, withdrawOf } from '../handovers/end.ts';
import type { Log } from '../log.ts';
import { conversationNotFound, isSame, type LockedConversation, type Person } from '../message.ts';
import { lockConversations, setLeft } from '../store.ts';
import * as store from './store.ts';

/**
 * Why a member is out of it: they gave it back, the person asked for somebody else, they did not answer, they gave it to a
 * colleague, or somebody who leads did.
 */
export type ReturnReason = 'handed-back' | 'someone-else' | 'no-answer' | 'handed-over' | 'reassigned';

type Parts = Pick<Platform, 'clock' | 'db' | 'live' | 'outbox'>;

/** So long whoever accepted may say nothing and write nothing (`domain.md`, states of a help request). */
export const answerWithinMs = 60_000;
/** So long after its last sign of life a visitor's page counts as there: as it is for experts, three heartbeats but a little. */
export const hereForMs = 45_000;
/** Who came earlier is not looked at any more: the minute is for those who accept and vanish. */
export const lookedAtForMs = 10 * 60_000;

/**
 * A member gives a conversation back, or its visitor asks for somebody else while nobody has answered. The member leaves it;
 * where no other is in it, the request waits again in its old place, and the next one finds what was said.
 *
 * @throws Problem `conversation/closed` once it is resolved or has ended, `assignment/expired` to a visitor who has an answer
 */
export const giveBack = async (
  platform: Parts,
  log: Log,
  tx: Tx,
  caller: PersonCaller,
  conversationId: string,
): Promise<void> => {
  const conversation = await open(tx, conversationId);
  const members = conversation.participants.filter(({ kind }) => kind === 'member');
  if (caller.kind === 'member') {
    const me = members.find(({ id }) => id === caller.memberId);
    if (me === undefined) throw conversationNotFound();
    return leave(platform, log, tx, caller.organisationId, conversation, me, 'handed-back');
  }
  const [first] = members;
  if (first === undefined) throw problem('conversation/closed', 'Somebody else is being looked for already.');
  if (members.length > 1 || (await store.hasAnswer(tx, conversationId))) {
    throw problem('assignment/expired', 'They have answered already. End the conversation to ask again.');
  }
  return leave(platform, log, tx, caller.organisationId, conversation, first, 'someone-else');
};

/** Gives back what whoever accepted has not answered in time, unless that has changed since it was looked for. */
export const giveBackUnanswered = async (
  platform: Parts,
  log: Log,
  tx: Tx,
  { organisationId, conversationId, memberId }: store.Unanswered,
): Promise<void> => {
  const conversation = (await lockConversations(tx, [conversationId])).get(conversationId);
  const member = conversation?.participants.find(({ kind, id }) => kind === 'member' && id === memberId);
  if (conversation?.state !== 'open' || member === undefined || (await store.hasAnswer(tx, conversationId))) return;
  await leave(platform, log, tx, organisationId, conversation, member, 'no-answer');
};

/** Nobody waits for the request any more, and nobody is in its conversation: it ends. */
export const closeUnattended = async (
  platform: Parts,
  log: Log,
  tx: Tx,
  organisationId: string,
  requestId: string,
): Promise<void> => {
  const conversationId = await store.unattendedOf(tx, requestId);
  if (conversationId === null) return;
  const conversation = (await lockConversations(tx, [conversationId])).get(conversationId);
  const visitor = conversation?.participants.find(({ kind }) => kind === 'visitor');
  if (conversation === undefined || visitor === undefined) return;
  const { clock } = platform;
  const at = new Date(clock.now());
  await log.append(tx, organisationId, [
    { conversationId, id: clock.newId(), clientId: null, from: visitor, kind: 'closed', body: '', at },
  ]);
  await endFor(platform, tx, organisationId, conversation, 'left', at);
};

const leave = async (
  platform: Parts,
  log: Log,
  tx: Tx,
  organisationId: string,
  { id: conversationId, requestId, participants }: LockedConversation,
  member: Person,
  because: Extract<ReturnReason, 'handed-back' | 'someone-else' | 'no-answer'>,
): Promise<void> => {
  const { clock, db, live, outbox } = platform;
  const at = new Date(clock.now());
  await log.append(tx, organisationId, [
    { conversationId, id: clock.newId(), clientId: null, from: member, kind: 'left', body: '', at },
  ]);
  await setLeft(tx, conversationId, member.id, at);
  const isAlone = !participants.some((one) => one.kind === 'member' && !isSame(one, member));
  // Who comes next takes it from the queue.
  if (isAlone) await withdrawAll(platform, tx, conversationId);
  else await withdrawOf(platform, tx, conversationId, member.id);
  if (isAlone) await requeue(platform, tx, organisationId, requestId, member.id);
  await outbox.emit(tx, 'conversation.returned', organisationId, {
    ...{ conversationId, requestId, memberId: member.id, because },
  });
  db.afterCommit(tx, () =>
    live.toMember(organisationId, member.id, { frame: 'conversation', conversationId, state: because }),
  );
};

const open = async (tx: Tx, conversationId: string): Promise<LockedConversation> => {
  const conversation = (await lockConversations(tx, [conversationId])).get(conversationId);
  if (conversation === undefined) throw conversationNotFound();
  if (conversation.state !== 'open') {
    throw problem('conversation/closed', 'It is resolved or has ended, so nobody else needs to come.');
  }
  return conversation;
};
