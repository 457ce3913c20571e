import { problem, type LinkedThread } from '@harmony-live/protocol';
import { addVisitorKey, hashSecret, siteOf, trialKeyOf } from '../../identity/index.ts';
import type { Tx } from '../../platform/database/index.ts';
import type { Platform } from '../../platform/platform.ts';
import { findRequest } from '../../requests/index.ts';
import * as store from './store.ts';
import { stopLetters, verifyAddress } from './threads.ts';

/** So long a letter's link works: whoever was away for a month asks anew. */
export const linkMs = 30 * 86_400_000;

/**
 * A link to a thread, for one letter. Its secret is a key of the thread's visitor, stored hashed and never in a job. It stands
 * in the fragment, which browsers send to nobody: so it is in no log and no Referer.
 */
export const makeLink = async (
  { clock, config }: Pick<Platform, 'clock' | 'config'>,
  tx: Tx,
  { id: threadId, organisationId, visitorId }: store.ThreadRow,
): Promise<string> => {
  const token = clock.newSecret();
  const hash = hashSecret(token);
  const now = clock.now();
  const [createdAt, expiresAt] = [new Date(now), new Date(now + linkMs)];
  await addVisitorKey(tx, { hash, organisationId, visitorId, createdAt, expiresAt });
  await store.insertLink(tx, { hash, organisationId, threadId });
  return `${config.publicUrl}/thread/#${token}`;
};

/** What a link leads to. Looking changes nothing: mail scanners open links too. @throws Problem `token/invalid`, `token/expired` */
export const lookUp = (platform: Platform, token: string): Promise<LinkedThread> =>
  withThread(platform, token, async (tx, thread) => describe(tx, thread));

/** Whoever pressed the button of a letter's page reads that mailbox. @throws Problem `token/invalid`, `token/expired` */
export const verifyByLink = (platform: Platform, token: string): Promise<LinkedThread> =>
  withThread(platform, token, async (tx, thread) => {
    await verifyAddress(platform, tx, thread);
    return describe(tx, (await store.lockThread(tx, thread.id))!);
  });

/** No more letters of this thread; the link goes on working. @throws Problem `token/invalid`, `token/expired` */
export const stopByLink = (platform: Platform, token: string): Promise<LinkedThread> =>
  withThread(platform, token, async (tx, thread) => {
    await stopLetters(platform, tx, thread, 'person');
    return describe(tx, (await store.lockThread(tx, thread.id))!);
  });

const withThread = async <T>(
  { clock, db }: Platform,
  token: string,
  work: (tx: Tx, thread: store.ThreadRow) => Promise<T>,
): Promise<T> => {
  // Whose it is only the link says.
  const found = await db.asSystem('thread of a link', (tx) => store.threadOfLink(tx, hashSecret(token)));
  if (found === undefined) throw unknownLink();
  if (found.expiresAt.getTime() <= clock.now()) {
    throw problem('token/expired', 'The link worked for 30 days. A newer letter has a newer one, or ask again.');
  }
  return db.withOrganisation(found.organisationId, async (tx) => {
    const thread = await store.lockThread(tx, found.id);
    if (thread === undefined) throw unknownLink();
    return work(tx, thread);
  });
};

const unknownLink = () =>
  problem('token/invalid', 'The link is not complete, another address took the place of this one, or all was erased.');

const describe = async (tx: Tx, thread: store.ThreadRow): Promise<LinkedThread> => {
  const site = await siteOf(tx, thread.siteId);
  const request = await findRequest(tx, thread.requestId);
  return {
    // Our own page carries the tag: it says nothing about whether the site's own pages do.
    siteKey: trialKeyOf(site.key),
    siteName: site.name,
    requestId: thread.requestId,
    state: request!.state,
    email: thread.address,
    isVerified: thread.verifiedAt !== null,
    isStopped: thread.stoppedAt !== null,
  };
};
