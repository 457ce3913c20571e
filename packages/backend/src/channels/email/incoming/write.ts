import { goOnFromOutside, readFromOutside, writeFromOutside } from '../../../conversation/index.ts';
import type { Tx } from '../../../platform/database/index.ts';
import type { Platform } from '../../../platform/platform.ts';
import { entriesOf } from '../outgoing/send.ts';
import { idOf } from './ids.ts';
import { lockThreadOf } from '../store.ts';
import * as store from './store.ts';

/** Where answers go. */
export interface Place {
  organisationId: string;
  conversationId: string;
  visitorId: string;
}

/** Writes words of a mail as the visitor's. @returns false where nothing can be written any more */
export const writeAnswer = async (
  platform: Platform,
  tx: Tx,
  { organisationId, conversationId, visitorId }: Place,
  mailHash: Uint8Array,
  body: string,
  at: Date,
): Promise<boolean> => {
  const outcome = await writeFromOutside(platform, tx, organisationId, {
    ...{ conversationId, id: platform.clock.newId(), clientId: idOf(mailHash, 0) },
    ...{ from: { kind: 'visitor', id: visitorId }, kind: 'text', body, at },
  });
  return 'stored' in outcome;
};

/** Whoever answers a letter has read what it carries. */
export const noteRead = async (
  platform: Platform,
  tx: Tx,
  threadId: string,
  { organisationId, conversationId, visitorId }: Place,
  letterIds: readonly string[],
): Promise<void> => {
  const carried = await store.carriedBy(tx, threadId, letterIds);
  if (carried.length === 0) return;
  const seq = Math.max(...carried.map((about) => entriesOf(about).last));
  await readFromOutside(platform, tx, organisationId, {
    ...{ conversationId, person: { kind: 'visitor', id: visitorId }, seq },
  });
};

/** What came while nobody was there, in its order. */
export const writeWaiting = async (platform: Platform, tx: Tx, threadId: string, place: Place): Promise<void> => {
  for (const { id, mailHash, body, receivedAt } of await store.waitingOf(tx, threadId)) {
    if (await writeAnswer(platform, tx, place, mailHash, body, receivedAt)) await store.setTaken(tx, id);
    else await store.setRefused(tx, id, 'ended');
  }
};

/**
 * Writes what waits as soon as somebody has come, and forgets it where nobody will; the thread is locked, as by whatever comes
 * for it at the same time.
 */
export const writeWhenOpened = (platform: Platform): void => {
  const { outbox } = platform;
  outbox.on('conversation.opened', 'channels.email-waiting', async (tx, { organisationId, payload }) => {
    const thread = await lockThreadOf(tx, payload.requestId);
    if (thread === undefined) return;
    const conversation = await goOnFromOutside(platform, tx, organisationId, payload.requestId);
    if (conversation == null) return;
    const { id: conversationId, visitorId } = conversation;
    await writeWaiting(platform, tx, thread.id, { organisationId, conversationId, visitorId });
  });
  outbox.on('help-request.cancelled', 'channels.email-ended', async (tx, { payload }) => {
    const thread = await lockThreadOf(tx, payload.requestId);
    if (thread === undefined) return;
    for (const { id } of await store.waitingOf(tx, thread.id)) await store.setRefused(tx, id, 'ended');
  });
};
