import type { Database, Tx } from '../database/index.ts';

/** An event as its row holds it; the payload stays text, so that every handler reads a copy of its own. */
export interface StoredEvent {
  id: string;
  type: string;
  organisationId: string;
  at: Date;
  payloadText: string;
  /** How often its delivery has failed. */
  attempts: number;
}

/**
 * How long a node has an event to itself, in seconds. Short, because a lease that ends too early does no harm: the
 * second delivery waits for the first one's mark, and finds it.
 */
const LEASE_SECONDS = 5;
/** Most events that one sweep takes, and most rows that one statement deletes. */
const BATCH = 500;

/** Writes the event, leased to this node; one that nobody hears is written as sent. */
export async function insertEvent(tx: Tx, event: StoredEvent, isHeard: boolean): Promise<void> {
  await tx`
    insert into outbox (id, organisation_id, type, payload, at, sent_at, leased_until)
    values (
      ${event.id}, ${event.organisationId}, ${event.type}, ${event.payloadText}::text::jsonb, ${event.at},
      case when ${isHeard}::boolean then null else clock_timestamp() end,
      clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
    )`;
}

/** @returns whether this handler has the event for the first time */
export async function insertDelivery(tx: Tx, event: StoredEvent, handler: string, at: Date): Promise<boolean> {
  const { count } = await tx`
    insert into outbox_delivery (event_id, handler, organisation_id, at)
    values (${event.id}, ${handler}, ${event.organisationId}, ${at})
    on conflict do nothing`;
  return count === 1;
}

/** Takes the events whose node is gone or whose delay is over; those that this node has in hand get a new lease only. */
export async function claimUnsent(tx: Tx, inHand: string[]): Promise<StoredEvent[]> {
  return tx<StoredEvent[]>`
    with due as (
      select id from outbox
      where sent_at is null and (leased_until is null or leased_until < clock_timestamp()) and id <> all (${inHand}::uuid[])
      order by at
      limit ${BATCH}
      for update skip locked
    )
    update outbox set leased_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
    from due where outbox.id = due.id
    returning outbox.id, type, organisation_id, at, payload::text as payload_text, attempts`;
}

/** Ends all leases: right only where no other process can hold one. */
export async function freeLeases(tx: Tx): Promise<void> {
  await tx`update outbox set leased_until = null where sent_at is null and attempts = 0`;
}

export async function markSent(tx: Tx, ids: string[]): Promise<void> {
  await tx`update outbox set sent_at = clock_timestamp() where id = any (${ids}::uuid[])`;
}

/** Keeps the event from being taken for `delayMs`. */
export async function postpone(tx: Tx, id: string, attempts: number, delayMs: number, error: string): Promise<void> {
  await tx`
    update outbox
    set attempts = ${attempts}, last_error = ${error.slice(0, 500)},
      leased_until = clock_timestamp() + make_interval(secs => ${delayMs / 1_000})
    where id = ${id}`;
}

/** Deletes events that were sent more than a day ago and their marks, in small transactions. */
export async function pruneAll(db: Database): Promise<number> {
  for (let total = 0; ;) {
    const pruned = await db.asSystem('outbox: prune', async (tx) => {
      const [row] = await tx<{ count: number }[]>`
        with old as (
          delete from outbox where id in (
            select id from outbox where sent_at < clock_timestamp() - interval '1 day' order by sent_at limit ${BATCH}
          ) returning id
        ), marks as (
          delete from outbox_delivery using old where event_id = old.id
        )
        select count(*) as count from old`;
      return row?.count ?? 0;
    });
    total += pruned;
    if (pruned < BATCH) return total;
  }
}
