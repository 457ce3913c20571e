import type { Tx } from '../../platform/database/index.ts';

/** Which requests are looked at: made in a stretch, both ends included; of one site or all. */
export interface Asked {
  siteId: string | undefined;
  from: Date;
  to: Date;
}

/** Counts and times of them, milliseconds; `[median, p90]`, null where there is none. */
export interface TotalsRow {
  asked: number;
  helped: number;
  cancelled: number;
  selfSolved: number;
  expired: number;
  answered: number;
  resolved: number;
  ended: number;
  confirmed: number;
  assumed: number;
  byFirstExpert: number;
  ratings: number[];
  toPersonMs: [number, number] | null;
  firstAnswerMs: [number, number] | null;
  resolutionMs: [number, number] | null;
}

/** Requests with what became of each. One that was solved while its conversation is open again is not solved. */
const requests = (tx: Tx, { siteId, from, to }: Asked) => tx`
  select request.id, request.state, request.mode, request.created_at, request.matched_at, talk.rating,
    case when talk.state = 'resolved' then talk.resolved_how end as solved_how,
    case when talk.state = 'resolved' then talk.resolved_at end as solved_at,
    talk.state in ('resolved', 'closed') as is_over,
    answer.at as answered_at,
    (select count(*) from assignment where assignment.request_id = request.id
      and assignment.state in ('accepted', 'returned'))
      + (select count(*) from handover where handover.conversation_id = talk.id and handover.state = 'accepted') as experts
  from help_request request
  left join conversation talk on talk.request_id = request.id
  left join lateral (
    select at from message
    where conversation_id = talk.id and from_kind = 'member' and kind = 'text' order by seq limit 1
  ) answer on true
  where request.created_at between ${from} and ${to} ${siteId === undefined ? tx`` : tx`and request.site_id = ${siteId}`}`;

/** How long it took who wanted help at once: others have chosen to wait. */
const times = (tx: Tx, span: ReturnType<Tx>) => tx`
  percentile_cont(array[0.5, 0.9]) within group (order by extract(epoch from ${span})::float8 * 1000)
    filter (where mode = 'live' and ${span} is not null)`;

export async function totalsOf(tx: Tx, asked: Asked): Promise<TotalsRow> {
  const [row] = await tx<TotalsRow[]>`
    select count(*) as asked, count(matched_at) as helped,
      count(*) filter (where state = 'cancelled') as cancelled,
      count(*) filter (where state = 'self-solved') as self_solved,
      count(*) filter (where state = 'expired') as expired,
      count(answered_at) as answered, count(solved_at) as resolved,
      count(*) filter (where is_over) as ended,
      count(*) filter (where solved_how = 'confirmed') as confirmed,
      count(*) filter (where solved_how = 'assumed') as assumed,
      count(*) filter (where solved_how is not null and experts = 1) as by_first_expert,
      array[count(*) filter (where rating = 1), count(*) filter (where rating = 2), count(*) filter (where rating = 3),
        count(*) filter (where rating = 4), count(*) filter (where rating = 5)]::integer[] as ratings,
      ${times(tx, tx`(matched_at - created_at)`)} as to_person_ms,
      ${times(tx, tx`(answered_at - matched_at)`)} as first_answer_ms,
      ${times(tx, tx`(solved_at - created_at)`)} as resolution_ms
    from (${requests(tx, asked)}) one`;
  return row!;
}

export interface DayRow {
  day: string;
  asked: number;
  helped: number;
  solved: number;
  rated: number;
  stars: number;
}

/** By the day on which they were made, UTC; days without any are absent. */
export function totalsByDay(tx: Tx, asked: Asked): Promise<DayRow[]> {
  return tx<DayRow[]>`
    select to_char(created_at at time zone 'UTC', 'YYYY-MM-DD') as day, count(*) as asked, count(matched_at) as helped,
      count(solved_at) as solved, count(rating) as rated, coalesce(sum(rating), 0) as stars
    from (${requests(tx, asked)}) one group by 1 order by 1`;
}

/** By the hour at which they were made, in a time zone that the database knows; hours without any are absent. Who still waits was not missed yet. */
export function totalsByHour(
  tx: Tx,
  asked: Asked,
  zone: string,
): Promise<{ hour: number; asked: number; missed: number }[]> {
  return tx<{ hour: number; asked: number; missed: number }[]>`
    select extract(hour from created_at at time zone ${zone})::integer as hour, count(*) as asked,
      count(*) filter (where matched_at is null and state in ('cancelled', 'expired')) as missed
    from (${requests(tx, asked)}) one group by 1 order by 1`;
}

/** What became of the requests that one half of a comparison sent. */
export interface ArmRow {
  arm: 'score' | 'baseline';
  sent: number;
  /** Nobody waits and nobody talks any more; without those that an article answered. */
  settled: number;
  solvedByFirst: number;
  /** Milliseconds from asking, of each that was solved. */
  solutionMs: number[];
  ratings: number[];
}

/** By the half to which chance put each; requests that were made while no comparison was running are absent. */
export function totalsByArm(tx: Tx, asked: Asked): Promise<ArmRow[]> {
  return tx<ArmRow[]>`
    select split.arm, count(*) as sent,
      count(*) filter (where state in ('done', 'cancelled', 'expired')) as settled,
      count(*) filter (where state = 'done' and solved_how is not null and experts = 1) as solved_by_first,
      coalesce(array_agg(extract(epoch from (solved_at - created_at))::float8 * 1000)
        filter (where solved_at is not null), '{}') as solution_ms,
      coalesce(array_agg(rating::integer) filter (where rating is not null), '{}') as ratings
    from (${requests(tx, asked)}) one
    cross join lateral (
      select arm from ranking where request_id = one.id and arm is not null order by at, id limit 1
    ) split
    group by split.arm`;
}

/** Since when the organisation of this transaction exists: there is nothing to compare with from before. */
export async function organisationSince(tx: Tx): Promise<Date> {
  const [row] = await tx<{ createdAt: Date }[]>`select created_at from organisation`;
  return row!.createdAt;
}
