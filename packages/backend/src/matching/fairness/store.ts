import type { AssignmentState, Term } from '@harmony-live/protocol';
import type { Tx } from '../../platform/database/index.ts';
import { blockedVisitors } from '../../experts/index.ts';
import type { RankingSeen } from './explain.ts';

/** A request of the time that is looked at, as one member may know of it; times in milliseconds since the epoch. */
export interface RequestOfTime {
  id: string;
  createdAt: number;
  queuedAt: number;
  language: string;
  domain: string;
  text: string;
  isQueued: boolean;
  /** Who accepted it; null for nobody. */
  acceptedBy: string | null;
  /** Somebody was asked about it. */
  isAsked: boolean;
  isBlocked: boolean;
}

/** How many requests there were in this time. */
export async function countRequests(tx: Tx, from: number, to: number): Promise<number> {
  const [row] = await tx<{ count: number }[]>`
    select count(*)::integer as count from help_request
    where organisation_id = app_organisation() and mode = 'live'
      and created_at >= ${new Date(from)} and created_at <= ${new Date(to)}`;
  return row!.count;
}

/** The requests of this time, newest first. Read where they are kept, for each may read only some of their words. */
export async function requestsBetween(
  tx: Tx,
  memberId: string,
  from: number,
  to: number,
  limit: number,
): Promise<RequestOfTime[]> {
  const blocked = await blockedVisitors(tx, memberId);
  const rows = await tx<(Omit<RequestOfTime, 'createdAt' | 'queuedAt'> & { createdAt: Date; queuedAt: Date })[]>`
    select r.id, r.created_at, r.queued_at, r.language, r.domains[1] as domain, r.text, r.state = 'queued' as is_queued,
      (select member_id from assignment where request_id = r.id and state = 'accepted') as accepted_by,
      exists (select from assignment where request_id = r.id) as is_asked,
      r.visitor_id = any (${blocked}::uuid[]) as is_blocked
    from help_request r
    where r.organisation_id = app_organisation() and r.mode = 'live'
      and r.created_at >= ${new Date(from)} and r.created_at <= ${new Date(to)}
    order by r.created_at desc, r.id desc
    limit ${limit}`;
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.getTime(), queuedAt: row.queuedAt.getTime() }));
}

/** The rankings of these requests as far as they concern a member, oldest first, by request. */
export async function rankingsFor(
  tx: Tx,
  requestIds: readonly string[],
  memberId: string,
): Promise<Map<string, RankingSeen[]>> {
  const rows = await tx<(Omit<RankingSeen, 'at'> & { requestId: string; at: Date })[]>`
    select r.request_id, r.at, coalesce(r.arm = 'baseline', false) as is_baseline,
      jsonb_array_length(r.candidates) as among, me.rank::integer, me.terms as mine, asked.terms as theirs
    from ranking r
    left join lateral (
      select ordinality as rank, candidate -> 'terms' as terms
      from jsonb_array_elements(r.candidates) with ordinality as c (candidate, ordinality)
      where candidate ->> 'memberId' = ${memberId} limit 1
    ) me on true
    left join lateral (
      select terms from assignment where request_id = r.request_id and ranking_id = r.id and timeout_ms > 0
      order by offered_at limit 1
    ) asked on true
    where r.request_id = any (${requestIds as string[]}::uuid[])
    order by r.at, r.id`;
  const seen = rows.map(({ requestId, at, ...row }) => ({ requestId, ranking: { ...row, at: at.getTime() } }));
  return new Map(
    [...Map.groupBy(seen, ({ requestId }) => requestId)].map(([id, of]) => [id, of.map(({ ranking }) => ranking)]),
  );
}

/** A question to a member; times in milliseconds since the epoch. */
export interface QuestionRow {
  requestId: string;
  state: AssignmentState;
  timeoutMs: number;
  offeredAt: number;
  /** Null: it waits for an answer. */
  endedAt: number | null;
  terms: Term[];
}

/** Everything that was put before a member since then, or that they took, oldest first. */
export async function questionsTo(tx: Tx, memberId: string, since: number): Promise<QuestionRow[]> {
  const rows = await tx<(Omit<QuestionRow, 'offeredAt' | 'endedAt'> & { offeredAt: Date; endedAt: Date | null })[]>`
    select request_id, state, timeout_ms, offered_at, ended_at, terms from assignment
    where member_id = ${memberId} and offered_at >= ${new Date(since)}
    order by offered_at, id`;
  return rows.map((row) => ({
    ...row,
    offeredAt: row.offeredAt.getTime(),
    endedAt: row.endedAt?.getTime() ?? null,
  }));
}
