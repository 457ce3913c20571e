import type { Tx } from '../../platform/database/index.ts';
import { answersMs, fatigueMs, type Answers } from '../terms/answers.ts';

/** How these members answered lately, as of `now`; those who were not asked are missing. */
export async function answersOf(tx: Tx, memberIds: readonly string[], now: number): Promise<Map<string, Answers>> {
  const rows = await tx<({ memberId: string } & Answers)[]>`
    select member_id, count(*)::integer as asked,
      (count(*) filter (where state = 'accepted'))::integer as accepted,
      coalesce(sum(greatest(0, 1 - extract(epoch from ended_at - offered_at) * 1000 / timeout_ms))
        filter (where state = 'accepted'), 0)::float8 as time_left,
      (count(*) filter (where state <> 'accepted' and ended_at > ${new Date(now - fatigueMs)}))::integer as refused_lately
    from assignment
    where member_id = any (${memberIds as string[]}::uuid[]) and offered_at > ${new Date(now - answersMs)}
      and ended_at <= ${new Date(now)} and state in ('accepted', 'declined', 'timed-out')
      -- What they took by themselves was no question.
      and timeout_ms > 0
    group by member_id`;
  return new Map(rows.map(({ memberId, ...answers }) => [memberId, answers]));
}

/** How many questions were asked since, and how many of them those whose bonus for being new was at least `from`. */
export async function askedSince(
  tx: Tx,
  since: number,
  now: number,
  from: number,
): Promise<{ all: number; newcomers: number }> {
  const [row] = await tx<{ all: number; newcomers: number }[]>`
    select count(*)::integer as all, (count(*) filter (where exists (
      select from jsonb_array_elements(terms) term
      where term ->> 'name' = 'newcomer' and (term ->> 'value')::float8 >= ${from}
    )))::integer as newcomers
    from assignment
    where organisation_id = app_organisation() and timeout_ms > 0
      and offered_at > ${new Date(since)} and offered_at <= ${new Date(now)}`;
  return row!;
}
