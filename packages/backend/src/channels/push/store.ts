import type { Tx } from '../../platform/database/index.ts';

/** One device of one member. */
export interface SubscriptionRow {
  id: string;
  sessionHash: Buffer;
  organisationId: string;
  memberId: string;
  endpoint: string;
  p256dh: string;
  auth: string;
  createdAt: Date;
}

/**
 * Keeps the subscription of a device, in the place of what was kept of it before: for this session, or under the same address
 * for somebody who was signed in there, of whatever organisation. Runs as system.
 */
export async function replaceSubscription(tx: Tx, row: SubscriptionRow): Promise<void> {
  await tx`delete from push_subscription where session_hash = ${row.sessionHash} or endpoint = ${row.endpoint}`;
  await tx`
    insert into push_subscription (id, session_hash, organisation_id, member_id, endpoint, p256dh, auth, created_at)
    values (${row.id}, ${row.sessionHash}, ${row.organisationId}, ${row.memberId}, ${row.endpoint}, ${row.p256dh},
      ${row.auth}, ${row.createdAt})`;
}

/** Whether the device of this session is told. */
export async function isSubscribed(tx: Tx, sessionHash: Buffer): Promise<boolean> {
  const rows = await tx`select 1 from push_subscription where session_hash = ${sessionHash}`;
  return rows.length > 0;
}

/** The devices of a member. */
export async function subscriptionsOf(tx: Tx, memberId: string): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`select id from push_subscription where member_id = ${memberId} order by id`;
  return rows.map(({ id }) => id);
}

/** One of them, unless it has gone meanwhile. */
export async function findSubscription(tx: Tx, id: string): Promise<SubscriptionRow | undefined> {
  return (await tx<SubscriptionRow[]>`select * from push_subscription where id = ${id}`)[0];
}

/** The device of this session is told no more. */
export async function deleteSubscriptionOf(tx: Tx, sessionHash: Buffer): Promise<void> {
  await tx`delete from push_subscription where session_hash = ${sessionHash}`;
}

/** The push service does not know it any more. */
export async function deleteSubscription(tx: Tx, id: string): Promise<void> {
  await tx`delete from push_subscription where id = ${id}`;
}
