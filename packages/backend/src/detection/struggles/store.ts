import type { Tx } from '../../platform/database/index.ts';
import type { PageScope, Stored } from '../store.ts';
import type { ReceivedStruggle } from './struggle.ts';

/** Struggles that one visitor's page told. */
export interface VisitorStruggles {
  caller: PageScope;
  struggles: readonly ReceivedStruggle[];
}

/**
 * Stores struggles of different visitors in one statement. One that is there already only grows: the earliest start, the latest
 * end, the highest scores, and the reasons of the highest. What says nothing new changes nothing.
 *
 * @returns one for each visitor, in their order
 */
export async function upsertStruggles(tx: Tx, told: readonly VisitorStruggles[], receivedAt: Date): Promise<Stored[]> {
  const all = told.flatMap(({ caller, struggles }) => struggles.map((struggle) => ({ caller, ...struggle })));
  const column = <T>(of: (struggle: (typeof all)[number]) => T): T[] => all.map(of);
  const rows = await tx<{ visitorId: string; id: string }[]>`
    insert into struggle as old (organisation_id, site_id, visit_id, visitor_id, received_at, id, started_at, at, told_ms, page,
      score, agreed_score, reasons, fingerprints, target)
    select organisation_id, site_id, visit_id, visitor_id, ${receivedAt}, id, started_at, at, told_ms, page,
      score, agreed_score, reasons::jsonb, array(select jsonb_array_elements_text(fingerprints::jsonb)), target::jsonb
    from unnest(
      ${column(({ caller }) => caller.organisationId)}::uuid[], ${column(({ caller }) => caller.siteId)}::uuid[],
      ${column(({ caller }) => caller.visitId)}::uuid[], ${column(({ caller }) => caller.visitorId)}::uuid[],
      ${column(({ id }) => id)}::uuid[], ${column(({ startedAt }) => startedAt.toISOString())}::timestamptz[],
      ${column(({ at }) => at.toISOString())}::timestamptz[], ${column(({ toldMs }) => toldMs)}::bigint[],
      ${column(({ page }) => page)}::text[], ${column(({ score }) => score)}::real[],
      ${column(({ agreedScore }) => agreedScore)}::real[], ${column(({ reasons }) => JSON.stringify(reasons))}::text[],
      ${column(({ fingerprints }) => JSON.stringify(fingerprints))}::text[],
      ${column(({ target }) => (target === undefined ? null : JSON.stringify(target)))}::text[]
    ) as one (organisation_id, site_id, visit_id, visitor_id, id, started_at, at, told_ms, page, score, agreed_score, reasons,
      fingerprints, target)
    on conflict (visitor_id, id) do update set
      started_at = least(old.started_at, excluded.started_at), at = greatest(old.at, excluded.at),
      told_ms = greatest(old.told_ms, excluded.told_ms), score = greatest(old.score, excluded.score),
      agreed_score = greatest(old.agreed_score, excluded.agreed_score),
      reasons = case when excluded.score > old.score then excluded.reasons else old.reasons end,
      fingerprints = case when excluded.score > old.score then excluded.fingerprints else old.fingerprints end,
      target = case when excluded.score > old.score then excluded.target else old.target end
    where old.page = excluded.page and (excluded.told_ms > old.told_ms or excluded.score > old.score
      or excluded.agreed_score > old.agreed_score)
    returning visitor_id, id`;
  const kept = new Set(rows.map(keyOf));
  const known = all.filter(({ caller, id }) => !kept.has(keyOf({ visitorId: caller.visitorId, id })));
  const reused = known.length === 0 ? new Set() : await reusedAmong(tx, known);
  return told.map(({ caller: { visitorId }, struggles }) => ({
    kept: struggles.filter(({ id }) => kept.has(keyOf({ visitorId, id }))).length,
    reused: struggles.filter(({ id }) => reused.has(keyOf({ visitorId, id }))).map(({ index }) => index),
  }));
}

const keyOf = ({ visitorId, id }: { visitorId: string; id: string }): string => `${visitorId} ${id}`;

/** Which of these ids stand for a struggle on another page. */
async function reusedAmong(
  tx: Tx,
  struggles: readonly (ReceivedStruggle & { caller: PageScope })[],
): Promise<Set<string>> {
  const rows = await tx<{ visitorId: string; id: string }[]>`
    select old.visitor_id, old.id
    from unnest(
      ${struggles.map(({ caller }) => caller.visitorId)}::uuid[], ${struggles.map(({ id }) => id)}::uuid[],
      ${struggles.map(({ page }) => page)}::text[]
    ) as one (visitor_id, id, page)
    join struggle old on old.visitor_id = one.visitor_id and old.id = one.id and old.page <> one.page`;
  return new Set(rows.map(keyOf));
}

/** A struggle that has just passed its site's threshold. */
export interface DetectedStruggle {
  siteId: string;
  visitId: string;
  visitorId: string;
  struggleId: string;
}

/** Marks struggles that have reached a threshold. @returns those that had not before */
export function markDetected(
  tx: Tx,
  reached: readonly { visitorId: string; id: string; threshold: number }[],
  at: Date,
): Promise<DetectedStruggle[]> {
  return tx<DetectedStruggle[]>`
    update struggle s set detected_at = ${at}
    from unnest(
      ${reached.map(({ visitorId }) => visitorId)}::uuid[], ${reached.map(({ id }) => id)}::uuid[],
      ${reached.map(({ threshold }) => threshold)}::real[]
    ) as one (visitor_id, id, threshold)
    where s.visitor_id = one.visitor_id and s.id = one.id and s.agreed_score >= one.threshold and s.detected_at is null
    returning s.site_id, s.visit_id, s.visitor_id, s.id as struggle_id`;
}

/** Where and when somebody was stuck, for their export. */
export function strugglesOf(tx: Tx, visitorId: string) {
  return tx<
    { id: string; startedAt: Date; at: Date; page: string; score: number; reasons: unknown; target: unknown }[]
  >`select id, started_at, at, page, score, reasons, target from struggle where visitor_id = ${visitorId} order by at, id`;
}

export async function deleteStrugglesOf(tx: Tx, visitorId: string): Promise<void> {
  await tx`delete from struggle where visitor_id = ${visitorId}`;
}

/** Two visitors were one: what both told is kept once. */
export async function moveStruggles(tx: Tx, fromId: string, toId: string): Promise<void> {
  await tx`
    update struggle set visitor_id = ${toId}
    where visitor_id = ${fromId} and id not in (select id from struggle where visitor_id = ${toId})`;
  await deleteStrugglesOf(tx, fromId);
}

/** Deletes what is older than the site may keep, a batch at a time. @returns how many */
export async function deleteStrugglesBefore(tx: Tx, before: Date, most: number): Promise<number> {
  const { count } = await tx`
    delete from struggle where (visitor_id, id) in (
      select visitor_id, id from struggle where received_at < ${before} order by received_at limit ${most}
    )`;
  return count;
}

/** How many struggles the organisation has, and how many of them are from before. */
export async function countStruggles(tx: Tx, before: Date | null): Promise<{ kept: number; next: number }> {
  const [row] = await tx<{ kept: number; next: number }[]>`
    select count(*)::int as kept, count(*) filter (where received_at < ${before})::int as next from struggle`;
  return row!;
}

/** Whether the organisation has seen any. */
export async function hasStruggles(tx: Tx): Promise<boolean> {
  return (await tx`select from struggle limit 1`).length > 0;
}
