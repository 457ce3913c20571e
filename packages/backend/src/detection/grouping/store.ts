import type { Tx } from '../../platform/database/index.ts';
import type { Template } from './miner.ts';

/** A signal that has a message and was not grouped yet. */
export interface WaitingSignal {
  visitorId: string;
  kind: string;
  at: Date;
  page: string;
  message: string;
  fingerprint: string | null;
  count: number;
  frames: string | null;
  release: string | null;
}

/** What a batch of signals adds to one issue. */
export interface IssueChange {
  id: string;
  fingerprint: string;
  kind: string;
  scope: string;
  place: string;
  template: string;
  count: number;
  clicks: number;
  firstAt: Date;
  lastAt: Date;
}

/** What a batch adds to one page, release, day or fingerprint of an issue. */
export interface PartChange {
  issueId: string;
  kind: 'page' | 'release' | 'day' | 'fingerprint';
  value: string;
  count: number;
  firstAt: Date;
  lastAt: Date;
}

/** Holds the site's grouping until the transaction ends. @returns the version of its templates */
export async function lockGrouping(tx: Tx, organisationId: string, siteId: string): Promise<number> {
  await tx`insert into issue_grouping (site_id, organisation_id) values (${siteId}, ${organisationId}) on conflict do nothing`;
  const [row] = await tx<{ version: string }[]>`
    select version::text from issue_grouping where site_id = ${siteId} for update`;
  return Number(row!.version);
}

/** Tells every node that its miner is of yesterday. */
export async function bumpGrouping(tx: Tx, siteId: string): Promise<void> {
  await tx`update issue_grouping set version = version + 1 where site_id = ${siteId}`;
}

export async function templatesOf(tx: Tx, siteId: string): Promise<Template[]> {
  const rows = await tx<{ id: string; scope: string; template: string }[]>`
    select id, scope, template from issue where site_id = ${siteId}`;
  return rows.map(({ id, scope, template }) => ({ id, scope, tokens: template === '' ? [] : template.split(' ') }));
}

/** Takes signals that wait to be grouped, the oldest first; they wait no more when the transaction is committed. */
export function takeWaiting(tx: Tx, siteId: string, most: number) {
  return tx<WaitingSignal[]>`
    with taken as (
      delete from signal_waiting where (site_id, received_at, visitor_id, signal_id) in (
        select site_id, received_at, visitor_id, signal_id from signal_waiting
        where site_id = ${siteId} order by received_at, visitor_id, signal_id limit ${most}
      ) returning visitor_id, signal_id
    )
    select s.visitor_id, s.kind, s.at, s.page, s.message, s.fingerprint, s.count, s.data ->> 'frames' as frames, v.release
    from taken t
    join signal s on s.visitor_id = t.visitor_id and s.id = t.signal_id
    left join visit v on v.id = s.visit_id
    order by s.received_at, s.visitor_id, s.id`;
}

/** Writes new issues, and adds to those that are there. */
export async function upsertIssues(
  tx: Tx,
  { organisationId, siteId }: { organisationId: string; siteId: string },
  changes: readonly IssueChange[],
): Promise<void> {
  const column = <T>(of: (change: IssueChange) => T): T[] => changes.map(of);
  await tx`
    insert into issue (organisation_id, site_id, id, fingerprint, kind, scope, place, template, count, clicks, first_at, last_at)
    select ${organisationId}, ${siteId}, * from unnest(
      ${column(({ id }) => id)}::uuid[], ${column(({ fingerprint }) => fingerprint)}::text[],
      ${column(({ kind }) => kind)}::text[], ${column(({ scope }) => scope)}::text[],
      ${column(({ place }) => place)}::text[], ${column(({ template }) => template)}::text[],
      ${column(({ count }) => count)}::bigint[], ${column(({ clicks }) => clicks)}::bigint[],
      ${column(({ firstAt }) => firstAt.toISOString())}::timestamptz[],
      ${column(({ lastAt }) => lastAt.toISOString())}::timestamptz[])
    on conflict (id) do update set
      template = excluded.template, count = issue.count + excluded.count, clicks = issue.clicks + excluded.clicks,
      first_at = least(issue.first_at, excluded.first_at), last_at = greatest(issue.last_at, excluded.last_at)`;
}

/** Who met which issue; `people` of the issue follows by a trigger. */
export async function upsertPeople(
  tx: Tx,
  organisationId: string,
  people: readonly { issueId: string; visitorId: string; lastAt: Date }[],
): Promise<void> {
  await tx`
    insert into issue_person (organisation_id, issue_id, visitor_id, last_at)
    select ${organisationId}, * from unnest(
      ${people.map(({ issueId }) => issueId)}::uuid[], ${people.map(({ visitorId }) => visitorId)}::uuid[],
      ${people.map(({ lastAt }) => lastAt.toISOString())}::timestamptz[])
    on conflict (issue_id, visitor_id) do update set last_at = greatest(issue_person.last_at, excluded.last_at)`;
}

/** Adds to what is known of pages, releases, days and fingerprints; of each kind an issue has at most `most`. */
export async function upsertParts(
  tx: Tx,
  organisationId: string,
  parts: readonly PartChange[],
  most: number,
): Promise<void> {
  const column = <T>(of: (part: PartChange) => T): T[] => parts.map(of);
  await tx`
    with new as (
      select *, row_number() over (partition by issue_id, kind order by count desc, value) as rank
      from unnest(
        ${column(({ issueId }) => issueId)}::uuid[], ${column(({ kind }) => kind)}::text[],
        ${column(({ value }) => value)}::text[], ${column(({ count }) => count)}::bigint[],
        ${column(({ firstAt }) => firstAt.toISOString())}::timestamptz[],
        ${column(({ lastAt }) => lastAt.toISOString())}::timestamptz[]
      ) as part (issue_id, kind, value, count, first_at, last_at)
    ), full_up as (
      select issue_id, kind, count(*) as parts from issue_part
      where issue_id in (select issue_id from new) group by issue_id, kind
    )
    insert into issue_part (organisation_id, issue_id, kind, value, count, first_at, last_at)
    select ${organisationId}, new.issue_id, new.kind, new.value, new.count, new.first_at, new.last_at
    from new left join full_up using (issue_id, kind)
    where coalesce(parts, 0) + rank <= ${most}
      or exists (select from issue_part p where (p.issue_id, p.kind, p.value) = (new.issue_id, new.kind, new.value))
    on conflict (issue_id, kind, value) do update set
      count = issue_part.count + excluded.count,
      first_at = least(issue_part.first_at, excluded.first_at), last_at = greatest(issue_part.last_at, excluded.last_at)`;
}

/** An article answers these problems from now on. */
export async function upsertKnown(
  tx: Tx,
  organisationId: string,
  article: { articleId: string; title: string; fingerprints: readonly string[] },
): Promise<void> {
  await tx`delete from known_fingerprint where article_id = ${article.articleId} and fingerprint <> all (${[...article.fingerprints]}::text[])`;
  await tx`
    insert into known_fingerprint (organisation_id, fingerprint, article_id, title)
    select ${organisationId}, fingerprint, ${article.articleId}, ${article.title}
    from unnest(${[...article.fingerprints]}::text[]) as one (fingerprint)
    on conflict (organisation_id, fingerprint) do update set article_id = excluded.article_id, title = excluded.title`;
}

/** An issue as its row and the rows around it tell. */
export interface IssueRow {
  id: string;
  siteId: string;
  kind: string;
  template: string;
  place: string;
  fingerprint: string;
  count: number;
  clicks: number;
  people: number;
  firstAt: Date;
  lastAt: Date;
  articleId: string | null;
  articleTitle: string | null;
  isGone: boolean;
  parts: { kind: PartChange['kind']; value: string; count: number; firstAt: string; lastAt: string }[];
}

/**
 * Issues, those seen last first.
 *
 * @param goneBefore what was not seen since is gone
 */
export function listIssues(
  tx: Tx,
  { siteId, state, after, limit, goneBefore }: IssueQuery & { goneBefore: Date },
): Promise<IssueRow[]> {
  const inState = {
    open: tx`i.last_at >= ${goneBefore} and known.article_id is null`,
    known: tx`i.last_at >= ${goneBefore} and known.article_id is not null`,
    gone: tx`i.last_at < ${goneBefore}`,
  };
  return tx<IssueRow[]>`
    select i.id, i.site_id, i.kind, i.template, i.place, i.fingerprint, i.count::float8 as count, i.clicks::float8 as clicks,
      i.people, i.first_at, i.last_at, known.article_id, known.title as article_title,
      i.last_at < ${goneBefore} as is_gone, parts.list as parts
    from issue i
    left join lateral (
      select k.article_id, k.title from issue_part f
      join known_fingerprint k on k.organisation_id = f.organisation_id and k.fingerprint = f.value
      where f.issue_id = i.id and f.kind = 'fingerprint' order by f.count desc, k.article_id limit 1
    ) known on true
    cross join lateral (
      select coalesce(json_agg(json_build_object('kind', kind, 'value', value, 'count', count,
        'firstAt', first_at, 'lastAt', last_at)), '[]') as list
      from issue_part where issue_id = i.id and kind <> 'fingerprint'
    ) parts
    where ${siteId === undefined ? tx`true` : tx`i.site_id = ${siteId}`}
      and ${state === undefined ? tx`true` : inState[state]}
      and ${after === undefined ? tx`true` : tx`(i.last_at, i.id) < (select last_at, id from issue where id = ${after})`}
    order by i.last_at desc, i.id desc limit ${limit}`;
}

/** Which issues are asked for; `after` is the id of the last that one has. */
export interface IssueQuery {
  siteId?: string | undefined;
  state?: 'open' | 'known' | 'gone' | undefined;
  after?: string | undefined;
  limit: number;
}

/** Issues that somebody met, for their export. */
export function issuesOfPerson(tx: Tx, visitorId: string) {
  return tx<{ id: string; template: string; lastAt: Date }[]>`
    select i.id, i.template, p.last_at from issue_person p join issue i on i.id = p.issue_id
    where p.visitor_id = ${visitorId} order by p.last_at, i.id`;
}

/**
 * Takes somebody out of all issues. One that nobody else met goes altogether: its words came from their page alone.
 */
export async function erasePerson(tx: Tx, visitorId: string): Promise<void> {
  const left = await tx<
    { issueId: string }[]
  >`delete from issue_person where visitor_id = ${visitorId} returning issue_id`;
  if (left.length === 0) return;
  const gone = await tx<{ siteId: string }[]>`
    delete from issue where id = any (${left.map(({ issueId }) => issueId)}::uuid[]) and people = 0 returning site_id`;
  for (const siteId of new Set(gone.map(({ siteId: id }) => id))) await bumpGrouping(tx, siteId);
}

/** Two visitors were one: they count once. */
export async function movePerson(tx: Tx, fromId: string, toId: string): Promise<void> {
  await tx`
    update issue_person set visitor_id = ${toId}
    where visitor_id = ${fromId} and issue_id not in (select issue_id from issue_person where visitor_id = ${toId})`;
  await tx`delete from issue_person where visitor_id = ${fromId}`;
}

/** Forgets issues, and who met them, past the time that signals are kept. @returns how many rows */
export async function deleteIssuesBefore(tx: Tx, before: Date, most: number): Promise<number> {
  const people = await tx`
    delete from issue_person where (issue_id, visitor_id) in (
      select issue_id, visitor_id from issue_person where last_at < ${before} order by last_at limit ${most})`;
  const parts = await tx`
    delete from issue_part where (issue_id, kind, value) in (
      select issue_id, kind, value from issue_part where kind = 'day' and last_at < ${before} limit ${most})`;
  const issues = await tx<{ siteId: string }[]>`
    delete from issue where id in (select id from issue where last_at < ${before} order by last_at limit ${most}) returning site_id`;
  for (const siteId of new Set(issues.map(({ siteId: id }) => id))) await bumpGrouping(tx, siteId);
  return people.count + parts.count + issues.length;
}
