import { problem } from '@harmony-live/protocol';
import { takeLoad } from '../../experts/index.ts';
import type { MemberCaller } from '../../platform/caller.ts';
import type { Tx } from '../../platform/database/index.ts';
import type { Platform } from '../../platform/platform.ts';
import { insertMember } from '../giving-back/store.ts';
import type { Log } from '../log.ts';
import { conversationNotFound, type Person } from '../message.ts';
import type { Names } from '../names.ts';
import { insertNote } from '../notes/store.ts';
import { tellNote, toNotes } from '../notes/wire.ts';
import { lockConversations, setLeft } from '../store.ts';
import { end, withdrawOf } from './end.ts';
import { goneBecause, leaversOf, whyNobodyComes } from './handover.ts';
import * as store from './store.ts';

type Parts = Pick<Platform, 'clock' | 'db' | 'live' | 'outbox'>;

/**
 * A colleague comes: they fill a place, the log says so, and what they were told becomes a note. After a transfer whoever goes
 * leaves behind them, so that the visitor is never alone. Locks the conversation, the question, then the expert. Accepting
 * again answers the same.
 *
 * @throws Problem `handover/ended`, `conversation/closed`, `capacity/full`
 */
export const accept = async (
  platform: Parts,
  log: Log,
  names: Names,
  tx: Tx,
  { organisationId, memberId }: MemberCaller,
  { id, conversationId }: Pick<store.HandoverRow, 'id' | 'conversationId'>,
): Promise<void> => {
  const { clock, db, live, outbox } = platform;
  const conversation = (await lockConversations(tx, [conversationId])).get(conversationId);
  const handover = await store.findHandover(tx, id, true);
  if (conversation === undefined || handover === undefined) throw conversationNotFound();
  if (handover.state === 'accepted') return;
  const at = new Date(clock.now());
  if (handover.state !== 'asked' || handover.expiresAt <= at) throw ended(handover);
  const memberIds = conversation.participants.flatMap((one) => (one.kind === 'member' ? [one.id] : []));
  const refusal = whyNobodyComes({ state: conversation.state, memberIds });
  if (refusal !== null) throw refusal;

  await takeLoad(platform, tx, memberId, conversationId);
  await insertMember(tx, { id: conversationId, organisationId, memberId, openedAt: at });
  await enter(log, tx, organisationId, conversationId, 'joined', memberId, clock.newId(), at);
  if (handover.brief !== '') {
    const note = { id: clock.newId(), clientId: id, memberId: handover.fromMemberId, body: handover.brief, at };
    const row = await insertNote(tx, { ...note, organisationId, conversationId });
    const readers: Person[] = [memberId, handover.fromMemberId].map((one) => ({ kind: 'member', id: one }));
    const [wire] = row === null ? [] : await toNotes(tx, names, [row]);
    if (wire !== undefined) tellNote(platform, tx, organisationId, wire, [...conversation.participants, ...readers]);
  }
  await end(platform, tx, handover, 'accepted');
  const leavers = leaversOf(handover, { memberIds });
  for (const leaverId of leavers) {
    await enter(log, tx, organisationId, conversationId, 'left', leaverId, clock.newId(), at);
    await setLeft(tx, conversationId, leaverId, at);
    await withdrawOf(platform, tx, conversationId, leaverId);
    const because = goneBecause(leaverId, handover);
    await outbox.emit(tx, 'conversation.returned', organisationId, {
      ...{ conversationId, requestId: conversation.requestId, memberId: leaverId, because },
    });
    db.afterCommit(tx, () =>
      live.toMember(organisationId, leaverId, { frame: 'conversation', conversationId, state: because }),
    );
  }
  const frame = { frame: 'conversation' as const, conversationId, state: 'open' };
  db.afterCommit(tx, () => {
    live.toMember(organisationId, memberId, frame);
    for (const { kind, id: personId } of conversation.participants) {
      if (kind === 'visitor') live.toVisitor(organisationId, personId, frame);
      else if (!leavers.includes(personId)) live.toMember(organisationId, personId, frame);
    }
  });
};

const enter = (
  log: Log,
  tx: Tx,
  organisationId: string,
  conversationId: string,
  kind: 'joined' | 'left',
  memberId: string,
  id: string,
  at: Date,
) =>
  log.append(tx, organisationId, [
    { conversationId, id, clientId: null, from: { kind: 'member', id: memberId }, kind, body: '', at },
  ]);

const ended = ({ state }: store.HandoverRow) => {
  switch (state) {
    case 'withdrawn':
      return problem('handover/ended', 'It was withdrawn. There is nothing for you to do.');
    case 'declined':
      return problem('handover/ended', 'You said not now. Your colleague can ask you again.');
    default:
      return problem('handover/ended', 'The time to answer has passed. Your colleague can ask you again.');
  }
};
