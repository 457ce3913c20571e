import type { AssignmentState, Reason, Term } from '@harmony-live/protocol';
import { mostAheadMs } from '../platform/clock.ts';
import type { Tx } from '../platform/database/index.ts';
import { pressingBeforeMs } from '../requests/index.ts';
import type { Ranked } from './rank.ts';
import type { Arm } from './split/split.ts';
import type { Weights } from './weights.ts';

/** A request put before an expert, as stored; times in milliseconds since the epoch. */
export interface AssignmentRow {
  id: string;
  organisationId: string;
  requestId: string;
  memberId: string;
  rankingId: string | null;
  state: AssignmentState;
  rank: number;
  score: number;
  terms: Term[];
  reasons: Reason[];
  timeoutMs: number;
  offeredAt: number;
  expiresAt: number;
  endedAt: number | null;
  conversationId: string | null;
}

/** Keeps a ranking as it was made, to explain and to replay it. */
export async function insertRanking(
  tx: Tx,
  row: {
    id: string;
    organisationId: string;
    requestId: string;
    now: number;
    seed: number;
    weights: Weights;
    arm: Arm | null;
    ranked: readonly Ranked[];
  },
): Promise<void> {
  const candidates = row.ranked.map(({ memberId, score, terms, reasons }) => ({ memberId, score, terms, reasons }));
  await tx`
    insert into ranking (id, organisation_id, request_id, at, seed, weights, arm, candidates)
    values (${row.id}, ${row.organisationId}, ${row.requestId}, ${new Date(row.now)}, ${row.seed}, ${tx.json(row.weights)},
      ${row.arm}, ${tx.json(candidates)})`;
}

/** @returns false when the expert is being asked something else already, on whatever node */
export async function insertOffer(
  tx: Tx,
  row: Omit<AssignmentRow, 'state' | 'endedAt' | 'conversationId'>,
): Promise<boolean> {
  const rows = await tx`
    insert into assignment (id, organisation_id, request_id, member_id, ranking_id, state, rank, score, terms, reasons,
      timeout_ms, offered_at, expires_at)
    values (${row.id}, ${row.organisationId}, ${row.requestId}, ${row.memberId}, ${row.rankingId}, 'offered', ${row.rank},
      ${row.score}, ${tx.json(row.terms)}, ${tx.json(row.reasons)}, ${row.timeoutMs}, ${new Date(row.offeredAt)},
      ${new Date(row.expiresAt)})
    on conflict do nothing
    returning id`;
  return rows.length > 0;
}

/** A request that a member took out of the queue by themselves: accepted from the first. */
export async function insertTaken(
  tx: Tx,
  row: Pick<
    AssignmentRow,
    'id' | 'organisationId' | 'requestId' | 'memberId' | 'rankingId' | 'score' | 'terms' | 'reasons'
  > & {
    conversationId: string;
    now: number;
  },
): Promise<void> {
  const at = new Date(row.now);
  await tx`
    insert into assignment (id, organisation_id, request_id, member_id, ranking_id, state, rank, score, terms, reasons,
      timeout_ms, offered_at, expires_at, ended_at, conversation_id)
    values (${row.id}, ${row.organisationId}, ${row.requestId}, ${row.memberId}, ${row.rankingId}, 'accepted', 1, ${row.score},
      ${tx.json(row.terms)}, ${tx.json(row.reasons)}, 0, ${at}, ${at}, ${at}, ${row.conversationId})`;
}

/** What the last ranking of each of these requests said about a member; those without them are missing. */
export async function lastRanked(
  tx: Tx,
  requestIds: readonly string[],
  memberId: string,
): Promise<Map<string, Pick<AssignmentRow, 'rankingId' | 'score' | 'terms' | 'reasons'>>> {
  const rows = await tx<{ requestId: string; rankingId: string; candidate: Omit<Ranked, 'expertId'> }[]>`
    select last.request_id, last.id as ranking_id, candidate
    from (
      select distinct on (request_id) request_id, id, candidates from ranking
      where request_id = any (${requestIds as string[]}::uuid[]) order by request_id, at desc, id desc
    ) last, jsonb_array_elements(last.candidates) candidate
    where candidate ->> 'memberId' = ${memberId}`;
  return new Map(
    rows.map(({ requestId, rankingId, candidate: { score, terms, reasons } }) => [
      requestId,
      { rankingId, score, terms, reasons },
    ]),
  );
}

/** All assignments that wait for an answer: which requests, which members. Few, as each member has one at most. */
export function openOffers(tx: Tx): Promise<{ requestId: string; memberId: string }[]> {
  return tx`select request_id, member_id from assignment where state = 'offered'`;
}

/** Everybody who was asked about a request. */
export function assignmentsOf(tx: Tx, requestIds: readonly string[]): Promise<AssignmentRow[]> {
  return select(tx, tx`request_id = any (${requestIds as string[]}::uuid[]) order by offered_at, id`);
}

/** What waits for this member's answer. */
export function offersTo(tx: Tx, memberId: string, now: number): Promise<AssignmentRow[]> {
  return select(tx, tx`member_id = ${memberId} and state = 'offered' and expires_at > ${new Date(now)}`);
}

/** An assignment of this member, whatever its state. */
export async function findAssignment(tx: Tx, id: string, memberId: string): Promise<AssignmentRow | undefined> {
  return (await select(tx, tx`id = ${id} and member_id = ${memberId}`))[0];
}

/** The same, kept from changing until the transaction ends. */
export async function lockAssignment(tx: Tx, id: string): Promise<AssignmentRow | undefined> {
  return (await select(tx, tx`id = ${id} for update`))[0];
}

/** The one that was accepted, if a request has one. */
export async function acceptedOf(tx: Tx, requestId: string): Promise<AssignmentRow | undefined> {
  return (await select(tx, tx`request_id = ${requestId} and state = 'accepted'`))[0];
}

/** The member takes it. */
export async function setAccepted(tx: Tx, id: string, conversationId: string, now: number): Promise<void> {
  await tx`
    update assignment set state = 'accepted', ended_at = ${new Date(now)}, conversation_id = ${conversationId}
    where id = ${id}`;
}

/** It was accepted, and the request waits again. */
export async function setReturned(tx: Tx, id: string, now: number): Promise<void> {
  await tx`update assignment set state = 'returned', ended_at = ${new Date(now)} where id = ${id}`;
}

/** The conversation of a request that was accepted before and waits again: whoever comes next goes on with it. */
export async function earlierConversationOf(tx: Tx, requestId: string): Promise<string | undefined> {
  const [row] = await tx<{ conversationId: string }[]>`
    select conversation_id from assignment
    where request_id = ${requestId} and state = 'returned' and conversation_id is not null
    order by ended_at desc limit 1`;
  return row?.conversationId;
}

/** The member does not take it. */
export async function setDeclined(tx: Tx, id: string, reason: string | null, now: number): Promise<void> {
  await tx`
    update assignment set state = 'declined', ended_at = ${new Date(now)}, decline_reason = ${reason} where id = ${id}`;
}

/** Takes back every open question about a request. */
export async function withdrawOffers(tx: Tx, requestId: string, now: number): Promise<AssignmentRow[]> {
  const rows = await tx<RawAssignment[]>`
    update assignment set state = 'withdrawn', ended_at = ${new Date(now)}
    where request_id = ${requestId} and state = 'offered'
    returning *`;
  return rows.map(toRow);
}

/** Takes back what is put before a member. */
export async function withdrawOffersTo(tx: Tx, memberId: string, now: number): Promise<AssignmentRow[]> {
  const rows = await tx<RawAssignment[]>`
    update assignment set state = 'withdrawn', ended_at = ${new Date(now)}
    where member_id = ${memberId} and state = 'offered'
    returning *`;
  return rows.map(toRow);
}

/** Ends what ran out (also what was offered before the clock was set back), in every organisation; claimed in one statement, so that any number of nodes may do it at once. */
export async function expireOffers(tx: Tx, now: number): Promise<AssignmentRow[]> {
  const rows = await tx<RawAssignment[]>`
    update assignment set state = 'timed-out', ended_at = ${new Date(now)}
    where id in (
      select id from assignment
      where state = 'offered' and (expires_at <= ${new Date(now)} or offered_at > ${new Date(now + mostAheadMs)})
      order by expires_at limit 200 for update skip locked
    )
    returning *`;
  return rows.map(toRow);
}

/** Organisations where somebody waits, or an answer is due soon, and nobody is being asked about it. */
export async function organisationsWaiting(tx: Tx, now: number): Promise<string[]> {
  const rows = await tx<{ organisationId: string }[]>`
    select distinct r.organisation_id from help_request r
    where r.state = 'queued' and (r.due_at is null or r.due_at <= ${new Date(now + pressingBeforeMs)}) and not exists (
      select from assignment a where a.request_id = r.id and a.state = 'offered'
    )`;
  return rows.map(({ organisationId }) => organisationId);
}

/** Forgets what experts wrote when they declined these requests. */
export async function forgetDeclineReasons(tx: Tx, requestIds: readonly string[]): Promise<void> {
  await tx`
    update assignment set decline_reason = null
    where request_id = any (${requestIds as string[]}::uuid[]) and decline_reason is not null`;
}

async function select(tx: Tx, where: ReturnType<Tx>): Promise<AssignmentRow[]> {
  return (await tx<RawAssignment[]>`select * from assignment where ${where}`).map(toRow);
}

type RawAssignment = Omit<AssignmentRow, 'offeredAt' | 'expiresAt' | 'endedAt'> & {
  offeredAt: Date;
  expiresAt: Date;
  endedAt: Date | null;
};

const toRow = (row: RawAssignment): AssignmentRow => ({
  ...row,
  offeredAt: row.offeredAt.getTime(),
  expiresAt: row.expiresAt.getTime(),
  endedAt: row.endedAt?.getTime() ?? null,
});
