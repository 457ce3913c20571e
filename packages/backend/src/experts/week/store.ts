import type { Tx } from '../../platform/database/index.ts';

/**
 * Those with a limit who are on duty, or whom hours would bring on within a week, and who do not go on by their own wish; many at once,
 * the rest with the next look. @returns ids
 */
export async function limitedExperts(tx: Tx, now: number): Promise<string[]> {
  const at = new Date(now);
  const rows = await tx<{ id: string }[]>`
    select id from expert
    where most_hours_a_week is not null and (over_hours_until is null or over_hours_until <= ${at})
      and (is_on or duty_from < ${at}::timestamptz + interval '7 days')
    order by id limit 1000`;
  return rows.map(({ id }) => id);
}

/** Keeps others from changing the expert until the transaction ends. */
export async function lockExpert(tx: Tx, id: string): Promise<void> {
  await tx`select 1 from expert where id = ${id} for update`;
}

/** They go on beyond the hours of the week until then. */
export async function setOverHours(tx: Tx, expertId: string, until: number): Promise<void> {
  await tx`update expert set over_hours_until = ${new Date(until)} where id = ${expertId}`;
}
