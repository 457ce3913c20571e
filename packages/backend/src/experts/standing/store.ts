import type { Tx } from '../../platform/database/index.ts';
import type { Standing } from './standing.ts';

/** A time in which a member stood in one way; milliseconds since the epoch. */
export interface DutyStretch {
  standing: Standing;
  beganAt: number;
  /** Null: it goes on. */
  endedAt: number | null;
}

/** The standing changed at `at`. @returns false when it was noted already, on whatever node */
export async function noteStanding(
  tx: Tx,
  expert: { id: string; organisationId: string; memberId: string },
  change: { id: string; standing: Standing; at: number },
): Promise<boolean> {
  const { standing, at } = change;
  const changed = await tx`
    update expert set standing = ${standing} where id = ${expert.id} and standing <> ${standing} returning id`;
  if (changed.length === 0) return false;
  const closed = await tx<{ endedAt: Date }[]>`
    update duty_stretch set ended_at = greatest(began_at, ${new Date(at)})
    where member_id = ${expert.memberId} and ended_at is null
    returning ended_at`;
  await tx`
    insert into duty_stretch (id, organisation_id, member_id, standing, began_at)
    values (${change.id}, ${expert.organisationId}, ${expert.memberId}, ${standing}, ${closed[0]?.endedAt ?? new Date(at)})`;
  return true;
}

/** How a member stood from `from` to `to`, in order; before the first nothing is known. */
export async function stretchesOf(tx: Tx, memberId: string, from: number, to: number): Promise<DutyStretch[]> {
  const rows = await tx<{ standing: Standing; beganAt: Date; endedAt: Date | null }[]>`
    select standing, began_at, ended_at from duty_stretch
    where member_id = ${memberId} and began_at < ${new Date(to)}
      and (ended_at is null or ended_at > ${new Date(from)})
    order by began_at, id`;
  return rows.map(({ standing, beganAt, endedAt }) => ({
    ...{ standing, beganAt: beganAt.getTime(), endedAt: endedAt?.getTime() ?? null },
  }));
}

/** How long each of these members stood in these ways since their own moment, in milliseconds; who never did is missing. */
export async function timeSince(
  tx: Tx,
  members: readonly { memberId: string; since: number }[],
  standings: readonly Standing[],
  now: number,
): Promise<Map<string, number>> {
  const rows = await tx<{ memberId: string; ms: number }[]>`
    select s.member_id, (extract(epoch from
      sum(least(coalesce(s.ended_at, ${new Date(now)}), ${new Date(now)}) - greatest(s.began_at, w.since))) * 1000)::float8 as ms
    from unnest(${members.map(({ memberId }) => memberId)}::uuid[],
      ${members.map(({ since }) => new Date(since).toISOString())}::timestamptz[]) as w (member_id, since)
    join duty_stretch s on s.member_id = w.member_id and s.standing = any (${standings as string[]}::text[])
      and s.began_at < ${new Date(now)} and (s.ended_at is null or s.ended_at > w.since)
    group by s.member_id`;
  return new Map(rows.map(({ memberId, ms }) => [memberId, Math.round(ms)]));
}

/** What ended before goes; many at once, the rest with the next look. */
export async function deleteStretchesBefore(tx: Tx, before: number): Promise<void> {
  await tx`
    delete from duty_stretch where id in (
      select id from duty_stretch where ended_at < ${new Date(before)} order by ended_at limit 5000
    )`;
}

/** The whole history of a member. */
export async function deleteStretchesOf(tx: Tx, memberId: string): Promise<void> {
  await tx`delete from duty_stretch where member_id = ${memberId}`;
}
