import { problem } from '@harmony-live/protocol';
import type { Tx } from '../platform/database/index.ts';
import type { Platform } from '../platform/platform.ts';
import { lockRequest, requeue, stateAfter } from '../requests/index.ts';
import * as store from './store.ts';

/**
 * A request that was accepted waits again, in its old place; the one who had it is not asked again. Locks as accepting does.
 *
 * @throws Problem `conversation/closed` where nobody has it, or it has ended
 */
export const giveBack = async (
  { clock, outbox }: Pick<Platform, 'clock' | 'outbox'>,
  tx: Tx,
  organisationId: string,
  requestId: string,
  memberId: string,
): Promise<void> => {
  const request = await lockRequest(tx, requestId);
  const accepted = await store.acceptedOf(tx, requestId);
  if (request === undefined || accepted === undefined || stateAfter(request.state, 'returned') === null) {
    throw problem('conversation/closed', 'This request is not yours any more, or it has ended.');
  }
  const now = clock.now();
  await store.setReturned(tx, accepted.id, now);
  await requeue(tx, requestId, memberId, now);
  const { siteId, visitorId } = request;
  await outbox.emit(tx, 'help-request.requeued', organisationId, { requestId, siteId, visitorId });
};
