import { createECDH } from 'node:crypto';
import type { PushMessage } from '@harmony-live/protocol';
import type { Platform } from '../../platform/platform.ts';
import { encrypt } from './encrypt.ts';
import { refusalOf } from './hosts.ts';
import { deleteSubscription, findSubscription, subscriptionsOf, type SubscriptionRow } from './store.ts';
import { authorization, type VapidKey } from './vapid.ts';

const queue = 'channels.push';
/** A service that has not answered by then counts as failed, in milliseconds. */
const timeoutMs = 5_000;

/** What a job carries: ids alone, so that neither the address nor its secrets lie in the queue. */
interface Push extends Record<string, unknown> {
  subscriptionId: string;
  organisationId: string;
  assignmentId: string;
  expiresAt: string;
}

/**
 * Tells a member's devices of a request that was put before them while no console of theirs is connected. The event is
 * heard once, the job exists if it was, and the service drops what it holds under the same topic: nothing is lost, and
 * nothing is told twice.
 */
export const deliverPushes = (platform: Platform, key: VapidKey): void => {
  const { db, jobs, live, outbox } = platform;

  outbox.on('assignment.offered', 'channels.push', async (tx, { organisationId, payload }) => {
    const { assignmentId, expiresAt, memberId } = payload;
    if (live.countOf({ kind: 'member', id: memberId }) > 0) return;
    for (const subscriptionId of await subscriptionsOf(tx, memberId)) {
      const push: Push = { subscriptionId, organisationId, assignmentId, expiresAt };
      await jobs.send(queue, push, { tx, singletonKey: `${assignmentId} ${subscriptionId}` });
    }
  });

  jobs.work<Push>(
    queue,
    async ({ subscriptionId, organisationId, assignmentId, expiresAt }, { signal }) => {
      const ttlSeconds = Math.floor((Date.parse(expiresAt) - platform.clock.now()) / 1000);
      // Also where nobody says how long: an event of an older version.
      if (!(ttlSeconds >= 1)) return;
      const subscription = await db.withOrganisation(organisationId, (tx) => findSubscription(tx, subscriptionId));
      if (subscription === undefined) return;
      const isKnown = await send(platform, key, subscription, { kind: 'request', assignmentId }, ttlSeconds, signal);
      if (!isKnown) await db.withOrganisation(organisationId, (tx) => deleteSubscription(tx, subscriptionId));
    },
    // Later than this the request is no longer theirs.
    { retryLimit: 3, retryDelaySeconds: 1, expireInSeconds: 30, concurrency: 4 },
  );
};

/**
 * @returns false when the service does not know the device any more
 * @throws Error when it may be tried again; the words name the service's host, never the rest of the address
 */
const send = async (
  { clock, config, log }: Platform,
  key: VapidKey,
  { endpoint, p256dh, auth }: SubscriptionRow,
  message: PushMessage,
  ttlSeconds: number,
  signal: AbortSignal,
): Promise<boolean> => {
  // The list may be shorter than when the address was taken.
  if (refusalOf(endpoint, config.pushServices) !== undefined) return false;
  const url = new URL(endpoint);
  const sender = createECDH('prime256v1');
  sender.generateKeys();
  const salt = Buffer.from(clock.newSecret(), 'base64url').subarray(0, 16);
  const receiver = { p256dh: Buffer.from(p256dh, 'base64url'), auth: Buffer.from(auth, 'base64url') };
  const response = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    headers: {
      authorization: await authorization(key, url, contactOf(config.publicUrl), clock.now()),
      'content-encoding': 'aes128gcm',
      'content-type': 'application/octet-stream',
      ttl: String(ttlSeconds),
      urgency: 'high',
      // At most 32 letters (RFC 8030, section 5.4): an id without its dashes.
      topic: message.assignmentId.replaceAll('-', ''),
    },
    body: encrypt(JSON.stringify(message), receiver, sender, salt),
  }).catch((error: unknown) => {
    throw new Error(`The push service ${url.host} was not reached: ${reasonOf(error)}.`);
  });
  await response.body?.cancel();
  const { status } = response;
  if (status === 404 || status === 410) return false;
  if (status === 429 || status >= 500) throw new Error(`The push service ${url.host} answered ${status}.`);
  if (!response.ok) log.warn({ host: url.host, status }, 'a push service refused a message');
  return true;
};

/** Whom a push service may turn to; Apple's takes nothing but https: and mailto:. */
const contactOf = (publicUrl: string): string =>
  publicUrl.startsWith('https:') ? publicUrl : `mailto:no-reply@${new URL(publicUrl).hostname}`;

/** The network's code, such as ECONNREFUSED: an error's own words may hold the address. */
const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown';
  const { code } = (error.cause ?? error) as { code?: unknown };
  return typeof code === 'string' ? code : error.name;
};
