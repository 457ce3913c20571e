import type { Tx } from '../platform/database/index.ts';
import type { Platform } from '../platform/platform.ts';
import { endFor } from './close.ts';
import { withdrawOf } from './handovers/end.ts';
import type { Log } from './log.ts';
import { isSame, type Person, type Submission } from './message.ts';
import * as store from './store.ts';

/**
 * A member is no longer there: the log of every conversation under way says that they left. Where another member is in it, it
 * goes on; where nobody is, it ends, so that the visitor does not wait for an empty chair and can ask again.
 */
export const leaveAll = async (
  platform: Pick<Platform, 'clock' | 'db' | 'live' | 'outbox'>,
  log: Log,
  tx: Tx,
  organisationId: string,
  memberId: string,
): Promise<void> => {
  const { clock } = platform;
  const leaver: Person = { kind: 'member', id: memberId };
  const at = new Date(clock.now());
  const conversations = await store.lockConversations(tx, await store.idsUnderWay(tx, memberId));
  for (const conversation of conversations.values()) {
    const { id: conversationId, participants } = conversation;
    const isAlone = !participants.some((one) => one.kind === 'member' && !isSame(one, leaver));
    const kinds: Submission['kind'][] = isAlone ? ['left', 'closed'] : ['left'];
    const entries = kinds.map((kind) => ({
      ...{ conversationId, id: clock.newId(), clientId: null, from: leaver, kind, body: '', at },
    }));
    await log.append(tx, organisationId, entries);
    if (isAlone) await endFor(platform, tx, organisationId, conversation, 'ended', at);
    else {
      await store.setLeft(tx, conversationId, memberId, at);
      await withdrawOf(platform, tx, conversationId, memberId);
    }
  }
};
