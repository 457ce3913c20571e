import type { PersonCaller } from '../platform/caller.ts';
import type { Tx } from '../platform/database/index.ts';
import type { Platform } from '../platform/platform.ts';
import type { CloseReason } from './events.ts';
import { withdrawAll } from './handovers/end.ts';
import type { Log } from './log.ts';
import { personOf, type LockedConversation, type Person } from './message.ts';
import * as store from './store.ts';

type Parts = Pick<Platform, 'clock' | 'db' | 'live' | 'outbox'>;

/** Ends a conversation for everybody in it, with an entry in the log. Ending it again changes nothing. */
export const close = async (
  platform: Parts,
  log: Log,
  tx: Tx,
  caller: PersonCaller,
  conversationId: string,
): Promise<void> => {
  const conversation = (await store.lockConversations(tx, [conversationId])).get(conversationId);
  if (conversation === undefined || conversation.state === 'closed' || conversation.state === 'resolved') return;
  const { organisationId } = caller;
  const at = new Date(platform.clock.now());
  const id = platform.clock.newId();
  await log.append(tx, organisationId, [
    { conversationId, id, clientId: null, from: personOf(caller), kind: 'closed', body: '', at },
  ]);
  await endFor(platform, tx, organisationId, conversation, caller.kind === 'visitor' ? 'left' : 'ended', at);
};

/** Marks the end and tells other modules, and the screens of all who take part. */
export const endFor = async (
  platform: Parts,
  tx: Tx,
  organisationId: string,
  { id: conversationId, requestId, participants }: LockedConversation,
  reason: CloseReason,
  at: Date,
): Promise<void> => {
  const { db, live, outbox } = platform;
  await store.closeConversation(tx, conversationId, reason, at);
  await withdrawAll(platform, tx, conversationId);
  const idsOf = (kind: Person['kind']): string[] => participants.filter((one) => one.kind === kind).map(({ id }) => id);
  const [visitorId = ''] = idsOf('visitor');
  await outbox.emit(tx, 'conversation.closed', organisationId, {
    conversationId,
    requestId,
    visitorId,
    memberIds: idsOf('member'),
    reason,
    at: at.toISOString(),
  });
  const frame = { frame: 'conversation' as const, conversationId, state: 'closed' };
  db.afterCommit(tx, () => {
    live.toVisitor(organisationId, visitorId, frame);
    for (const memberId of idsOf('member')) live.toMember(organisationId, memberId, frame);
  });
};
