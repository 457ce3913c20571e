import type { Complexity, Media, Mode, RequestContext, RequestState, Urgency } from '@harmony-live/protocol';
import { mostAheadMs } from '../platform/clock.ts';
import type { Tx } from '../platform/database/index.ts';
import { waits } from './by-email/store.ts';
import { headStartMs, type Place } from './help-request.ts';
import { pressingBeforeMs } from './later/later.ts';
import type { StoredTriage } from './triage/triage.ts';

/** A help request as stored; times in milliseconds since the epoch. */
export interface HelpRequestRow {
  id: string;
  organisationId: string;
  siteId: string;
  visitorId: string;
  clientId: string;
  contentHash: Buffer;
  text: string;
  topic: string | null;
  fields: Record<string, string>;
  context: RequestContext;
  mode: Mode;
  media: Media[];
  urgency: Urgency;
  language: string;
  state: RequestState;
  exclude: string[];
  /** Whom the person asked for. */
  preferredMemberId: string | null;
  /** When the booked slot begins. */
  slotAt: number | null;
  /** Until when an answer is promised to whoever does not wait for it. */
  dueAt: number | null;
  createdAt: number;
  queuedAt: number;
  matchedAt: number | null;
  endedAt: number | null;
  visitorSeenAt: number;
  conversationId: string | null;
  /** The person reads the answer by e-mail where their page is gone. */
  isAnsweredByEmail: boolean;
  /** What it is about, best first: slugs of the organisation's own list, or `other`. What an expert said goes before the guess. */
  domains: string[];
  complexity: Complexity;
  /** The guess with its reasons; empty where there was none, or where the words are gone. */
  triage: Partial<StoredTriage>;
  /** How often experts have corrected it. */
  triageVersion: number;
  triageCorrectedBy: string | null;
  triageCorrectedAt: number | null;
}

/** What is known when a request is made. */
export type NewHelpRequest = Omit<
  HelpRequestRow,
  | 'exclude'
  | 'matchedAt'
  | 'endedAt'
  | 'visitorSeenAt'
  | 'conversationId'
  | 'isAnsweredByEmail'
  | 'triageVersion'
  | 'triageCorrectedBy'
  | 'triageCorrectedAt'
>;

/** Lets one request of a visitor be made after another, on any node, until the transaction ends. */
export async function lockVisitor(tx: Tx, visitorId: string): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${`help-request ${visitorId}`}, 0))`;
}

/** Writes a new request; its visitor is there at this moment. */
export async function insertHelpRequest(tx: Tx, row: NewHelpRequest): Promise<void> {
  await tx`
    insert into help_request (id, organisation_id, site_id, visitor_id, client_id, content_hash, text, topic, fields, context,
      mode, media, urgency, language, state, created_at, queued_at, visitor_seen_at, domains, complexity, triage, slot_at, due_at,
      preferred_member_id)
    values (${row.id}, ${row.organisationId}, ${row.siteId}, ${row.visitorId}, ${row.clientId}, ${row.contentHash}, ${row.text},
      ${row.topic}, ${tx.json(row.fields)}, ${tx.json(row.context as never)}, ${row.mode}, ${row.media}, ${row.urgency},
      ${row.language}, ${row.state}, ${new Date(row.createdAt)}, ${new Date(row.queuedAt)}, ${new Date(row.createdAt)},
      ${row.domains}, ${row.complexity}, ${tx.json(row.triage as never)}, ${dateOf(row.slotAt)}, ${dateOf(row.dueAt)},
      (select id from member where id = ${row.preferredMemberId}))`;
}

/** The request a visitor made under an id of their page's own. */
export async function findByClientId(tx: Tx, visitorId: string, clientId: string): Promise<HelpRequestRow | undefined> {
  return (await select(tx, tx`visitor_id = ${visitorId} and client_id = ${clientId}`))[0];
}

/** A request by its id; with `visitorId` only if it is theirs. */
export async function findRequest(tx: Tx, id: string, visitorId?: string): Promise<HelpRequestRow | undefined> {
  return (await select(tx, tx`id = ${id} ${visitorId === undefined ? tx`` : tx`and visitor_id = ${visitorId}`}`))[0];
}

/** The same, kept from changing until the transaction ends. */
export async function lockRequest(tx: Tx, id: string): Promise<HelpRequestRow | undefined> {
  return (await select(tx, tx`id = ${id} for update`))[0];
}

/** The request with which a visitor stands in the queue, locked. */
export async function lockWaitingOf(tx: Tx, visitorId: string): Promise<HelpRequestRow | undefined> {
  return (await select(tx, tx`visitor_id = ${visitorId} and state = 'queued' and mode = 'live' for update`))[0];
}

/** Requests of a visitor that have not ended, newest first. */
export function openRequestsOf(tx: Tx, visitorId: string): Promise<HelpRequestRow[]> {
  return select(
    tx,
    tx`
    visitor_id = ${visitorId} and state in ('queued', 'scheduled', 'matched') order by created_at desc limit 20`,
  );
}

/** All requests of a visitor, oldest first. */
export function requestsOf(tx: Tx, visitorId: string): Promise<HelpRequestRow[]> {
  return select(tx, tx`visitor_id = ${visitorId} order by created_at`);
}

/** The requests of these ids, in no order. */
export function findRequests(tx: Tx, ids: readonly string[]): Promise<HelpRequestRow[]> {
  return select(tx, tx`id = any (${ids as string[]}::uuid[])`);
}

/** Where a request stands, as `positionsOf` orders them. */
const place = (tx: Tx): ReturnType<Tx> =>
  tx`coalesce(due_at, queued_at - urgency * make_interval(secs => ${headStartMs / 1_000}))`;

/** The queue in its order: all of it, or a page after the request `after`. */
export function queuedRequests(tx: Tx, now: number, limit: number, after?: string): Promise<HelpRequestRow[]> {
  const beyond = tx`and (${place(tx)}, id) > (select ${place(tx)}, id from help_request where id = ${after ?? null})`;
  return select(
    tx,
    tx`
    ${waits(tx, now)} ${after === undefined ? tx`` : beyond} order by ${place(tx)}, id limit ${limit}`,
  );
}

/**
 * The queue in its order, each request locked; those that another transaction holds are left to it, and those whose answer is
 * not due for long to whoever takes them.
 */
export function claimQueued(tx: Tx, now: number, limit: number, except: readonly string[]): Promise<HelpRequestRow[]> {
  return select(
    tx,
    tx`
    ${waits(tx, now)} and id <> all (${except as string[]}::uuid[])
    and (due_at is null or due_at <= ${new Date(now + pressingBeforeMs)})
    order by ${place(tx)}, id limit ${limit} for update skip locked`,
  );
}

/** How many wait, and where each stands, by urgency and time. */
export async function queuePlaces(tx: Tx, now: number): Promise<Place[]> {
  const rows = await tx<{ id: string; urgency: number; queuedAt: Date; dueAt: Date | null }[]>`
    select id, urgency, queued_at, due_at from help_request where ${waits(tx, now)}`;
  return rows.map((row) => ({ ...row, queuedAt: row.queuedAt.getTime(), dueAt: row.dueAt?.getTime() ?? null }));
}

/** More arrivals than this say nothing new about the hours they come in. */
const mostArrivals = 20_000;

/** When requests came since a time, the newest at most; and when the first of all came. Epoch milliseconds. */
export async function arrivalsSince(tx: Tx, begin: number): Promise<{ arrivals: number[]; since: number | null }> {
  const rows = await tx<{ createdAt: Date }[]>`
    select created_at from help_request
    where organisation_id = app_organisation() and created_at >= ${new Date(begin)}
    order by created_at desc limit ${mostArrivals}`;
  const [first] = await tx<{ createdAt: Date | null }[]>`
    select min(created_at) as created_at from help_request where organisation_id = app_organisation()`;
  return { arrivals: rows.map(({ createdAt }) => createdAt.getTime()), since: first?.createdAt?.getTime() ?? null };
}

/** What was asked since a time, the newest first; samples, and what was emptied, aside. */
export function requestsSince(tx: Tx, begin: number, limit: number): Promise<HelpRequestRow[]> {
  return select(
    tx,
    tx`created_at >= ${new Date(begin)} and not is_sample and text <> '' order by created_at desc, id limit ${limit}`,
  );
}

/** Somebody accepted. */
export async function setMatched(tx: Tx, id: string, conversationId: string, now: number): Promise<void> {
  await tx`
    update help_request set state = 'matched', matched_at = ${new Date(now)}, conversation_id = ${conversationId}
    where id = ${id}`;
}

/** Whoever accepted it does not go on: it waits again where it stood, for anybody else. Its person is here now. */
export async function setRequeued(tx: Tx, id: string, memberId: string, now: number): Promise<void> {
  await tx`
    update help_request
    set state = 'queued', matched_at = null, conversation_id = null, visitor_seen_at = ${new Date(now)},
      exclude = array_append(array_remove(exclude, ${memberId}::uuid), ${memberId}::uuid)
    where id = ${id}`;
}

/** It has ended, in one of the states that are the last. */
export async function setEnded(tx: Tx, id: string, state: RequestState, now: number): Promise<void> {
  await tx`update help_request set state = ${state}, ended_at = ${new Date(now)} where id = ${id}`;
}

/** What had ended goes on with the same expert. */
export async function setReopened(tx: Tx, id: string): Promise<void> {
  await tx`update help_request set state = 'matched', ended_at = null where id = ${id}`;
}

/** So long after somebody came it matters whether their person is still here: until then they may be sent for another. */
const followedForMs = 10 * 60_000;

/** A sign of life of these visitors' pages; never moves back, unless the clock was set back. */
export async function markVisitorsSeen(tx: Tx, visitorIds: readonly string[], now: number): Promise<void> {
  await tx`
    update help_request
    set visitor_seen_at = case when visitor_seen_at > ${new Date(now + mostAheadMs)} then ${new Date(now)}
      else greatest(visitor_seen_at, ${new Date(now)}) end
    where id in (
      select id from help_request
      where visitor_id = any (${visitorIds as string[]}::uuid[])
        and (state = 'queued' or state = 'matched' and matched_at > ${new Date(now - followedForMs)})
      order by id for update
    )`;
}

/** The ids of a visitor's requests. */
export async function requestIdsOf(tx: Tx, visitorId: string): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`select id from help_request where visitor_id = ${visitorId}`;
  return rows.map(({ id }) => id);
}

/** Two visitors were one person: the requests are the older's from now on. The merged one waits for nothing by then. */
export async function moveRequests(tx: Tx, from: string, to: string): Promise<void> {
  await tx`
    update help_request set visitor_id = ${to}
    where visitor_id = ${from} and client_id not in (select client_id from help_request where visitor_id = ${to})`;
}

/** Takes everything out of a visitor's requests that they wrote or that says who they are. */
export async function emptyRequestsOf(tx: Tx, visitorId: string): Promise<void> {
  await tx`
    update help_request
    set text = '', topic = null, fields = '{}', context = '{}', content_hash = '', triage = '{}'
    where visitor_id = ${visitorId}`;
}

/** Takes out of requests that ended before what people wrote and shared. @returns how many */
export async function emptyRequestsBefore(tx: Tx, before: Date, most: number): Promise<number> {
  const { count } = await tx`
    update help_request set text = '', topic = null, fields = '{}', context = '{}', content_hash = '', triage = '{}'
    where id in (
      select id from help_request
      where ended_at < ${before} and content_hash <> '' limit ${most}
    )`;
  return count;
}

/** Whether anybody has asked for help, samples aside. */
export async function hasRequests(tx: Tx): Promise<boolean> {
  return (await tx`select from help_request where not is_sample limit 1`).length > 0;
}

/** The requests for which this holds. */
export async function select(tx: Tx, where: ReturnType<Tx>): Promise<HelpRequestRow[]> {
  return (await tx<RawRequest[]>`select * from help_request where ${where}`).map(toRow);
}

type Known = 'createdAt' | 'queuedAt' | 'visitorSeenAt';
type Later = 'slotAt' | 'dueAt' | 'matchedAt' | 'endedAt' | 'triageCorrectedAt';
/** A row as the database gives it. */
export type RawRequest = Omit<HelpRequestRow, Known | Later> & { [name in Known]: Date } & {
  [name in Later]: Date | null;
};

/** The same with times as numbers. */
export const toRow = (row: RawRequest): HelpRequestRow => ({
  ...row,
  slotAt: timeOf(row.slotAt),
  dueAt: timeOf(row.dueAt),
  createdAt: row.createdAt.getTime(),
  queuedAt: row.queuedAt.getTime(),
  matchedAt: timeOf(row.matchedAt),
  endedAt: timeOf(row.endedAt),
  visitorSeenAt: row.visitorSeenAt.getTime(),
  triageCorrectedAt: timeOf(row.triageCorrectedAt),
});

const timeOf = (date: Date | null): number | null => date?.getTime() ?? null;
const dateOf = (time: number | null): Date | null => (time === null ? null : new Date(time));
