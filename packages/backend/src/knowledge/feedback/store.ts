import type { Tx } from '../../platform/database/index.ts';

/** One thing that a reader said about an article. */
export interface FeedbackRow {
  id: string;
  organisationId: string;
  articleId: string;
  visitorId: string;
  clientId: string;
  helped: boolean;
  fingerprint: string | null;
  at: Date;
}

/** What was sent under the page's own id. */
export async function feedbackByClientId(
  tx: Tx,
  visitorId: string,
  clientId: string,
): Promise<FeedbackRow | undefined> {
  return (
    await tx<FeedbackRow[]>`select * from article_feedback where visitor_id = ${visitorId} and client_id = ${clientId}`
  )[0];
}

/** Whether it has helped this visitor before. */
export async function hasHelped(tx: Tx, articleId: string, visitorId: string): Promise<boolean> {
  const rows = await tx`
    select 1 from article_feedback where article_id = ${articleId} and visitor_id = ${visitorId} and helped limit 1`;
  return rows.length > 0;
}

export async function insertFeedback(tx: Tx, row: FeedbackRow): Promise<void> {
  await tx`
    insert into article_feedback (id, organisation_id, article_id, visitor_id, client_id, helped, fingerprint, at)
    values (${row.id}, ${row.organisationId}, ${row.articleId}, ${row.visitorId}, ${row.clientId}, ${row.helped},
      ${row.fingerprint}, ${row.at})`;
}

/** Counts again what holds: the newest opinion of each visitor, and those of people who were erased. */
export async function countFeedback(tx: Tx, articleIds: readonly string[]): Promise<void> {
  await tx`
    update article set helped = said.helped, not_helped = said.not_helped
    from (
      select a.id, count(*) filter (where newest.helped) as helped, count(*) filter (where not newest.helped) as not_helped
      from unnest(${articleIds as string[]}::uuid[]) as a (id) left join (
        select distinct on (article_id, coalesce(visitor_id, id)) article_id, helped from article_feedback
        where article_id = any (${articleIds as string[]}::uuid[])
        order by article_id, coalesce(visitor_id, id), at desc, id desc
      ) newest on newest.article_id = a.id
      group by a.id
    ) said
    where article.id = said.id`;
}

/** What a visitor said, the oldest first. */
export function feedbackOf(tx: Tx, visitorId: string): Promise<(FeedbackRow & { title: string })[]> {
  return tx`
    select f.*, a.title from article_feedback f join article a on a.id = f.article_id
    where f.visitor_id = ${visitorId} order by f.at, f.id`;
}

/** Two visitors were one person, whose newest opinion holds. */
export async function moveFeedback(tx: Tx, fromId: string, toId: string): Promise<void> {
  const rows = await tx<{ articleId: string }[]>`
    update article_feedback set visitor_id = ${toId}
    where visitor_id = ${fromId} and client_id not in (
      select client_id from article_feedback where visitor_id = ${toId} and client_id is not null
    )
    returning article_id`;
  await countFeedback(
    tx,
    rows.map(({ articleId }) => articleId),
  );
}

/** Keeps the voice that counts, under nobody's name, and deletes what came before it. */
export async function forgetFeedbackOf(tx: Tx, visitorId: string): Promise<void> {
  await tx`
    delete from article_feedback f
    where f.visitor_id = ${visitorId} and exists (
      select from article_feedback newer
      where newer.visitor_id = f.visitor_id and newer.article_id = f.article_id and (newer.at, newer.id) > (f.at, f.id)
    )`;
  await tx`
    update article_feedback set visitor_id = null, client_id = null, fingerprint = null where visitor_id = ${visitorId}`;
}
