import type { Tx } from '../../platform/database/index.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Log } from '../log.ts';
import type { NewConversation } from '../store.ts';
import { insertMember } from './store.ts';

/** The next member comes into a conversation whose request was given back: they find everything that was said. */
export const join = async (
  { clock, db, live }: Pick<Platform, 'clock' | 'db' | 'live'>,
  log: Log,
  tx: Tx,
  row: NewConversation,
): Promise<void> => {
  const { id: conversationId, organisationId, visitorId, memberId, openedAt: at } = row;
  if (!(await insertMember(tx, row))) return;
  const from = { kind: 'member' as const, id: memberId };
  await log.append(tx, organisationId, [
    { conversationId, id: clock.newId(), clientId: null, from, kind: 'joined', body: '', at },
  ]);
  const frame = { frame: 'conversation' as const, conversationId, state: 'open' };
  db.afterCommit(tx, () => {
    live.toVisitor(organisationId, visitorId, frame);
    live.toMember(organisationId, memberId, frame);
  });
};
