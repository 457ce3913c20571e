import type { Tx } from '../platform/database/index.ts';
import type { ReceivedSignal } from './signal.ts';

export interface SignalScope {
  organisationId: string;
  siteId: string;
  visitId: string;
  visitorId: string;
}

/**
 * Stores what is new. An id that is there already stands for the same signal, or was reused for another one; only the time is
 * not compared, because each sending corrects it anew.
 *
 * @returns how many are new, and the places in the batch of those whose id belongs to another signal
 */
export async function insertSignals(
  tx: Tx,
  { organisationId, siteId, visitId, visitorId }: SignalScope,
  signals: readonly ReceivedSignal[],
  receivedAt: Date,
): Promise<{ inserted: number; reused: number[] }> {
  const column = <T>(of: (signal: ReceivedSignal) => T): T[] => signals.map(of);
  const json = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));
  const [row] = await tx<{ inserted: number; reused: number[] }[]>`
    with new as (
      select index, id, kind, at, page, target::jsonb, message, fingerprint, count, weight, replaces, data::jsonb
      from unnest(
        ${column(({ index }) => index)}::integer[], ${column(({ id }) => id)}::uuid[],
        ${column(({ kind }) => kind)}::text[], ${column(({ at }) => at.toISOString())}::timestamptz[],
        ${column(({ page }) => page)}::text[], ${column(({ target }) => json(target))}::text[],
        ${column(({ message }) => message ?? null)}::text[], ${column(({ fingerprint }) => fingerprint ?? null)}::text[],
        ${column(({ count: times }) => times)}::integer[], ${column(({ weight }) => weight)}::real[],
        ${column(({ replaces }) => replaces ?? null)}::uuid[], ${column(({ data }) => json(data))}::text[]
      ) as one (index, id, kind, at, page, target, message, fingerprint, count, weight, replaces, data)
    ), inserted as (
      insert into signal (organisation_id, site_id, visit_id, visitor_id, received_at, id, kind, at, page, target, message,
        fingerprint, count, weight, replaces, data)
      select ${organisationId}, ${siteId}, ${visitId}, ${visitorId}, ${receivedAt},
        id, kind, at, page, target, message, fingerprint, count, weight, replaces, data
      from new
      on conflict do nothing
      returning id
    )
    select (select count(*)::integer from inserted) as inserted, array(
      select new.index from new join signal old on old.visitor_id = ${visitorId} and old.id = new.id
      where (old.kind, old.page, old.target, old.message, old.fingerprint, old.count, old.weight, old.replaces, old.data)
        is distinct from
        (new.kind, new.page, new.target, new.message, new.fingerprint, new.count, new.weight, new.replaces, new.data)
      order by new.index
    ) as reused`;
  return row!;
}

/** Everything that is kept of what somebody's pages noticed. */
export function signalsOf(tx: Tx, visitorId: string) {
  return tx<
    { id: string; kind: string; at: Date; page: string; target: unknown; message: string | null; count: number }[]
  >`select id, kind, at, page, target, message, count from signal where visitor_id = ${visitorId} order by at, id`;
}

export async function deleteSignalsOf(tx: Tx, visitorId: string): Promise<void> {
  await tx`delete from signal where visitor_id = ${visitorId}`;
}

/** Two visitors were one: what both sent is kept once. */
export async function moveSignals(tx: Tx, fromId: string, toId: string): Promise<void> {
  await tx`
    update signal set visitor_id = ${toId}
    where visitor_id = ${fromId} and id not in (select id from signal where visitor_id = ${toId})`;
  await deleteSignalsOf(tx, fromId);
}

/** Deletes what is older than the site may keep, a batch at a time. @returns how many */
export async function deleteSignalsBefore(tx: Tx, before: Date, most: number): Promise<number> {
  const { count } = await tx`
    delete from signal where (visitor_id, id) in (
      select visitor_id, id from signal where received_at < ${before} order by received_at limit ${most}
    )`;
  return count;
}

/** Whether help is offered on a site's pages, and whether a person's caps hold: the demo offers whenever there is a reason. */
export async function offerSettings(tx: Tx, siteId: string): Promise<{ isOn: boolean; hasCaps: boolean }> {
  const [row] = await tx<{ isOn: boolean; hasCaps: boolean }[]>`
    select s.offers_on as is_on, not o.is_demo as has_caps
    from site s join organisation o on o.id = s.organisation_id where s.id = ${siteId}`;
  return row ?? { isOn: false, hasCaps: true };
}
