import type { Tx } from '../platform/database/index.ts';
import type { ReceivedSignal } from './signal.ts';

/** Whose signals, struggles and offers. */
export interface PageScope {
  organisationId: string;
  siteId: string;
  visitId: string;
  visitorId: string;
}

/** Signals that one visitor's page sent. */
export interface VisitorBatch {
  caller: PageScope;
  signals: readonly ReceivedSignal[];
}

/** What became of a list: how many told something new, and the places in it of those whose id belongs to something else. */
export interface Stored {
  kept: number;
  reused: number[];
}

/**
 * Stores what is new in batches of different visitors, in one statement. An id that is there already stands for the same
 * signal, or was reused for another one.
 *
 * @returns one for each batch, in their order
 */
export async function insertSignals(tx: Tx, batches: readonly VisitorBatch[], receivedAt: Date): Promise<Stored[]> {
  const all = batches.flatMap(({ caller, signals }) => signals.map((signal) => ({ caller, ...signal })));
  const column = <T>(of: (signal: (typeof all)[number]) => T): T[] => all.map(of);
  // One row in, one row out, without a join: the planner knows nothing of the sizes of arrays, and would loop over loops.
  const rows = await tx<{ visitorId: string; id: string }[]>`
    with inserted as (insert into signal (organisation_id, site_id, visit_id, visitor_id, received_at, id, kind, at, page, target, message,
      fingerprint, count, weight, replaces, data)
    select organisation_id, site_id, visit_id, visitor_id, ${receivedAt}, id, kind, at, page, target::jsonb, message,
      fingerprint, count, weight, replaces, data::jsonb
    from unnest(
      ${column(({ caller }) => caller.organisationId)}::uuid[], ${column(({ caller }) => caller.siteId)}::uuid[],
      ${column(({ caller }) => caller.visitId)}::uuid[], ${column(({ caller }) => caller.visitorId)}::uuid[],
      ${column(({ id }) => id)}::uuid[], ${column(({ kind }) => kind)}::text[],
      ${column(({ at }) => at.toISOString())}::timestamptz[], ${column(({ page }) => page)}::text[],
      ${column(({ target }) => json(target))}::text[], ${column(({ message }) => message ?? null)}::text[],
      ${column(({ fingerprint }) => fingerprint ?? null)}::text[], ${column(({ count }) => count)}::integer[],
      ${column(({ weight }) => weight)}::real[], ${column(({ replaces }) => replaces ?? null)}::uuid[],
      ${column(({ data }) => json(data))}::text[]
    ) as one (organisation_id, site_id, visit_id, visitor_id, id, kind, at, page, target, message,
      fingerprint, count, weight, replaces, data)
    on conflict do nothing
    returning organisation_id, site_id, received_at, visitor_id, id, message), waiting as (
      insert into signal_waiting (organisation_id, site_id, received_at, visitor_id, signal_id)
      select organisation_id, site_id, received_at, visitor_id, id from inserted where message is not null
    )
    select visitor_id, id from inserted`;
  const isNew = new Set(rows.map(({ visitorId, id }) => `${visitorId} ${id}`));
  const known = all.filter(({ caller, id }) => !isNew.has(`${caller.visitorId} ${id}`));
  const reused = known.length === 0 ? new Set() : await reusedAmong(tx, known);
  return batches.map(({ caller, signals }) => {
    const keys = signals.map(({ id, index }) => ({ key: `${caller.visitorId} ${id}`, index }));
    return {
      kept: keys.filter(({ key }) => isNew.has(key)).length,
      reused: keys.filter(({ key }) => reused.has(key)).map(({ index }) => index),
    };
  });
}

/** Which of these ids stand for another signal. Only the time is not compared, because each sending corrects it anew. */
async function reusedAmong(tx: Tx, signals: readonly (ReceivedSignal & { caller: PageScope })[]): Promise<Set<string>> {
  const stored = await tx<{ visitorId: string; id: string; isSame: boolean }[]>`
    select old.visitor_id, old.id,
      (old.kind, old.page, old.target, old.message, old.fingerprint, old.count, old.weight, old.replaces, old.data)
        is not distinct from
        (one.kind, one.page, one.target::jsonb, one.message, one.fingerprint, one.count, one.weight, one.replaces, one.data::jsonb)
        as is_same
    from unnest(
      ${signals.map(({ caller }) => caller.visitorId)}::uuid[], ${signals.map(({ id }) => id)}::uuid[],
      ${signals.map(({ kind }) => kind)}::text[], ${signals.map(({ page }) => page)}::text[],
      ${signals.map(({ target }) => json(target))}::text[], ${signals.map(({ message }) => message ?? null)}::text[],
      ${signals.map(({ fingerprint }) => fingerprint ?? null)}::text[], ${signals.map(({ count }) => count)}::integer[],
      ${signals.map(({ weight }) => weight)}::real[], ${signals.map(({ replaces }) => replaces ?? null)}::uuid[],
      ${signals.map(({ data }) => json(data))}::text[]
    ) as one (visitor_id, id, kind, page, target, message, fingerprint, count, weight, replaces, data)
    join signal old on old.visitor_id = one.visitor_id and old.id = one.id`;
  return new Set(stored.filter(({ isSame }) => !isSame).map(({ visitorId, id }) => `${visitorId} ${id}`));
}

const json = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));

/** Everything that is kept of what somebody's pages noticed. */
export function signalsOf(tx: Tx, visitorId: string) {
  return tx<
    { id: string; kind: string; at: Date; page: string; target: unknown; message: string | null; count: number }[]
  >`select id, kind, at, page, target, message, count from signal where visitor_id = ${visitorId} order by at, id`;
}

export async function deleteSignalsOf(tx: Tx, visitorId: string): Promise<void> {
  await tx`delete from signal_waiting where visitor_id = ${visitorId}`;
  await tx`delete from signal where visitor_id = ${visitorId}`;
}

/** Two visitors were one: what both sent is kept once. */
export async function moveSignals(tx: Tx, fromId: string, toId: string): Promise<void> {
  await tx`
    update signal set visitor_id = ${toId}
    where visitor_id = ${fromId} and id not in (select id from signal where visitor_id = ${toId})`;
  await tx`
    update signal_waiting w set visitor_id = ${toId} where visitor_id = ${fromId}
      and not exists (select from signal_waiting where visitor_id = ${toId} and signal_id = w.signal_id)`;
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

/** How many signals the organisation has, and how many of them are from before. */
export async function countSignals(tx: Tx, before: Date | null): Promise<{ kept: number; next: number }> {
  const [row] = await tx<{ kept: number; next: number }[]>`
    select count(*)::int as kept, count(*) filter (where received_at < ${before})::int as next from signal`;
  return row!;
}
