import type { Tx } from '../../../platform/database/index.ts';
import { AddressRefused, type Letter } from '../../../platform/mail/index.ts';
import type { Platform } from '../../../platform/platform.ts';
import { addressHash } from '../address.ts';
import { makeLink } from '../links.ts';
import * as store from '../store.ts';
import { stopLetters } from '../threads.ts';
import { entriesOf, sendQueue, type Sending } from './send.ts';
import { writeAnswer, writeVerification } from './write.ts';

/** As many letters of a thread a letter names as those before it: programs gather them by the first and the last. */
const mostNamed = 20;

/** Sends what was written down. Twelve tries, the last ones an hour apart: a mail server may be gone for an evening. */
export const deliverLetters = (platform: Platform): void => {
  platform.jobs.work<Sending>(sendQueue, (sending) => deliver(platform, sending), {
    ...{ retryLimit: 12, retryDelaySeconds: 15, expireInSeconds: 120, concurrency: 2 },
  });
};

/**
 * Sends a letter unless it left already, or nobody wants it any more. Whoever died between sending and noting so sends it again
 * under the same Message-ID, with the same entries; only the link in it is another, and both work.
 *
 * @throws Error when the mail server did not take it: it is tried again
 */
export const deliver = async (platform: Platform, { organisationId, letterId }: Sending): Promise<void> => {
  const { clock, db, mail } = platform;
  const letter = await db.withOrganisation(organisationId, (tx) => prepare(platform, tx, letterId));
  if (letter === undefined) return;
  try {
    await mail.send(letter);
  } catch (error) {
    if (!(error instanceof AddressRefused)) throw error;
    return db.withOrganisation(organisationId, (tx) => giveUp(platform, tx, letterId));
  }
  await db.withOrganisation(organisationId, (tx) => store.setSent(tx, letterId, new Date(clock.now())));
};

const prepare = async (platform: Platform, tx: Tx, letterId: string): Promise<Letter | undefined> => {
  const sent = await store.findSent(tx, letterId);
  if (sent === undefined || sent.sentAt !== null) return undefined;
  const thread = await store.lockThread(tx, sent.threadId);
  if (thread === undefined || !isWanted(platform, sent, thread)) {
    await takeBack(tx, sent);
    return undefined;
  }
  const link = await makeLink(platform, tx, thread);
  const written =
    sent.kind === 'verify'
      ? await writeVerification(tx, thread, link)
      : await writeAnswer(platform, tx, thread, link, entriesOf(sent.about));
  if (written === undefined) {
    await takeBack(tx, sent);
    return undefined;
  }
  const after = await store.sentBefore(tx, sent, mostNamed);
  return { ...written, id: letterId, after, to: thread.address, link };
};

/** It goes where it was to go, and to nobody who has not said that the mailbox is theirs. */
const isWanted = (
  { config }: Platform,
  { kind, addressHash: hash }: store.SentRow,
  { address, verifiedAt, stoppedAt }: store.ThreadRow,
): boolean => {
  if (stoppedAt !== null) return false;
  if (kind === 'answer') return verifiedAt !== null;
  return verifiedAt === null && addressHash(config.secret, address).equals(hash);
};

/** The mail server knows no such mailbox: whoever names another one gets there what this one did not. */
const giveUp = async (platform: Platform, tx: Tx, letterId: string): Promise<void> => {
  const sent = await store.findSent(tx, letterId);
  const thread = sent && (await store.lockThread(tx, sent.threadId));
  if (sent === undefined || thread === undefined) return;
  await stopLetters(platform, tx, thread, 'bounced');
  await takeBack(tx, sent);
};

/** It did not leave: what it was to carry waits for the next. A letter that asks is counted all the same. */
const takeBack = async (tx: Tx, { id, threadId, kind, about }: store.SentRow): Promise<void> => {
  if (kind !== 'answer') return;
  await store.deleteSent(tx, id);
  const { first, last } = entriesOf(about);
  await store.takeBackSeq(tx, threadId, first, last);
};
