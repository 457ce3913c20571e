import type { ArticleState } from '@harmony-live/protocol';
import type { Tx } from '../platform/database/index.ts';

/** An article as stored, with what stands beside it. */
export interface ArticleRow {
  id: string;
  state: ArticleState;
  version: number;
  language: string;
  title: string;
  body: string;
  page: string | null;
  source: 'conversation' | 'hand';
  resemblesId: string | null;
  resemblesTitle: string | null;
  solved: number;
  helped: number;
  notHelped: number;
  createdAt: Date;
  updatedAt: Date;
  publishedAt: Date | null;
  fingerprints: string[];
  contributorIds: string[];
  conversationId: string | null;
}

/** What is known of an article when it is made. */
export interface NewArticle extends Pick<
  ArticleRow,
  'id' | 'language' | 'title' | 'body' | 'page' | 'source' | 'resemblesId'
> {
  organisationId: string;
  model: string;
  embedding: readonly number[];
  at: Date;
}

/** @param lock keeps it from changing until the transaction ends */
export async function findArticle(tx: Tx, id: string, lock = false): Promise<ArticleRow | undefined> {
  if (lock) await tx`select 1 from article where id = ${id} for update`;
  return (await select(tx, tx`a.id = ${id}`, 1))[0];
}

/** The articles of these ids, in no order. */
export function articlesByIds(tx: Tx, ids: readonly string[]): Promise<ArticleRow[]> {
  return select(tx, tx`a.id = any (${ids as string[]}::uuid[])`, ids.length);
}

/** A page of articles, the newest first. */
export function listArticles(
  tx: Tx,
  { state, after, limit }: { state?: ArticleState | undefined; after?: string | undefined; limit: number },
): Promise<ArticleRow[]> {
  return select(
    tx,
    tx`${state === undefined ? tx`true` : tx`a.state = ${state}`} and ${after === undefined ? tx`true` : tx`a.id < ${after}`}`,
    limit,
  );
}

/** Whether the organisation has any article. */
export async function hasArticles(tx: Tx): Promise<boolean> {
  return (await tx`select 1 from article limit 1`).length > 0;
}

export async function insertArticle(tx: Tx, row: NewArticle): Promise<void> {
  await tx`
    insert into article (id, organisation_id, state, language, title, body, page, source, resembles_id, model, embedding,
      created_at, updated_at)
    values (${row.id}, ${row.organisationId}, 'draft', ${row.language}, ${row.title}, ${row.body}, ${row.page}, ${row.source},
      ${row.resemblesId}, ${row.model}, ${row.embedding as number[]}::real[]::vector, ${row.at}, ${row.at})`;
}

/** Another text; the version grows by one. */
export async function updateText(
  tx: Tx,
  row: Pick<NewArticle, 'id' | 'title' | 'body' | 'model' | 'embedding' | 'at'>,
): Promise<void> {
  await tx`
    update article set title = ${row.title}, body = ${row.body}, model = ${row.model},
      embedding = ${row.embedding as number[]}::real[]::vector, version = version + 1, updated_at = ${row.at}
    where id = ${row.id}`;
}

export async function setState(tx: Tx, id: string, state: ArticleState, reason: string | null, at: Date) {
  await tx`
    update article set state = ${state}, updated_at = ${at},
      reject_reason = case when ${state} = 'rejected' then ${reason} else reject_reason end,
      published_at = case when ${state} = 'published' then ${at} else published_at end
    where id = ${id}`;
}

export async function insertVersion(
  tx: Tx,
  row: {
    articleId: string;
    version: number;
    organisationId: string;
    title: string;
    body: string;
    memberId: string | null;
    at: Date;
  },
): Promise<void> {
  await tx`
    insert into article_version (article_id, version, organisation_id, title, body, member_id, at)
    values (${row.articleId}, ${row.version}, ${row.organisationId}, ${row.title}, ${row.body}, ${row.memberId}, ${row.at})`;
}

/** Whether no person has written any version of it yet. */
export async function isUntouched(tx: Tx, articleId: string): Promise<boolean> {
  const rows =
    await tx`select 1 from article_version where article_id = ${articleId} and member_id is not null limit 1`;
  return rows.length === 0;
}

export async function setContributors(tx: Tx, organisationId: string, articleId: string, memberIds: readonly string[]) {
  await tx`delete from article_contributor where article_id = ${articleId} and member_id <> all (${memberIds as string[]}::uuid[])`;
  await tx`
    insert into article_contributor (article_id, member_id, organisation_id)
    select ${articleId}, member_id, ${organisationId} from unnest(${memberIds as string[]}::uuid[]) as one (member_id)
    on conflict do nothing`;
}

export async function setFingerprints(tx: Tx, organisationId: string, articleId: string, all: readonly string[]) {
  await tx`delete from article_fingerprint where article_id = ${articleId} and fingerprint <> all (${all as string[]}::text[])`;
  await tx`
    insert into article_fingerprint (article_id, fingerprint, organisation_id)
    select ${articleId}, fingerprint, ${organisationId} from unnest(${all as string[]}::text[]) as one (fingerprint)
    on conflict do nothing`;
}

/** The article that says nearly the same: one for the same problem, else the nearest text; what is published comes first. */
export async function nearestArticle(
  tx: Tx,
  wanted: {
    id: string;
    fingerprints: readonly string[];
    embedding: readonly number[];
    model: string;
    atLeast: number;
  },
): Promise<string | undefined> {
  const [same] = await tx<{ id: string }[]>`
    select a.id from article a
    where a.state in ('draft', 'published', 'stale') and a.id <> ${wanted.id} and exists (
      select from article_fingerprint f
      where f.article_id = a.id and f.fingerprint = any (${wanted.fingerprints as string[]}::text[])
    )
    order by a.state = 'draft', a.helped + a.solved desc, a.id limit 1`;
  if (same !== undefined || wanted.embedding.every((value) => value === 0)) return same?.id;
  const [near] = await tx<{ id: string; similarity: number | null }[]>`
    select id, 1 - nullif(embedding <=> ${wanted.embedding as number[]}::real[]::vector, 'NaN') as similarity
    from article
    where state in ('draft', 'published', 'stale') and model = ${wanted.model} and id <> ${wanted.id}
    order by similarity desc nulls last, id limit 1`;
  return near !== undefined && near.similarity !== null && near.similarity >= wanted.atLeast ? near.id : undefined;
}

/** The most helpful articles for known problems, one for each fingerprint. */
export function knownProblems(
  tx: Tx,
  limit: number,
): Promise<{ fingerprint: string; articleId: string; title: string }[]> {
  return tx`
    select fingerprint, article_id, title from (
      select distinct on (f.fingerprint) f.fingerprint, a.id as article_id, a.title,
        a.helped * 2 + a.solved - a.not_helped as worth, a.published_at
      from article_fingerprint f join article a on a.id = f.article_id
      where a.state = 'published'
      order by f.fingerprint, a.helped * 2 + a.solved - a.not_helped desc, a.published_at desc, a.id
    ) best
    order by worth desc, published_at desc, fingerprint limit ${limit}`;
}

interface Source {
  conversationId: string;
  visitorId: string;
  solutionSeq: number;
  how: 'confirmed' | 'assumed';
  at: Date;
}

export async function findSource(
  tx: Tx,
  conversationId: string,
): Promise<{ articleId: string; solutionSeq: number } | undefined> {
  return (
    await tx<{ articleId: string; solutionSeq: number }[]>`
      select article_id, solution_seq from article_source where conversation_id = ${conversationId}`
  )[0];
}

/** Notes which conversation an article was taken from, and counts it if the person confirmed. */
export async function insertSource(tx: Tx, row: Source & { id: string; organisationId: string; articleId: string }) {
  await tx`
    insert into article_source (id, organisation_id, article_id, conversation_id, visitor_id, solution_seq, how, at)
    values (${row.id}, ${row.organisationId}, ${row.articleId}, ${row.conversationId}, ${row.visitorId}, ${row.solutionSeq},
      ${row.how}, ${row.at})`;
  await countSolved(tx, row.articleId);
}

export async function updateSource(tx: Tx, row: Source): Promise<void> {
  const rows = await tx<{ articleId: string }[]>`
    update article_source set solution_seq = ${row.solutionSeq}, how = ${row.how}, at = ${row.at}
    where conversation_id = ${row.conversationId} returning article_id`;
  for (const { articleId } of rows) await countSolved(tx, articleId);
}

/** Two visitors were one. */
export async function moveSources(tx: Tx, fromId: string, toId: string): Promise<void> {
  await tx`update article_source set visitor_id = ${toId} where visitor_id = ${fromId}`;
}

/** Articles that were taken from a visitor's conversations. */
export function articlesFrom(
  tx: Tx,
  visitorId: string,
): Promise<{ articleId: string; title: string; state: ArticleState; conversationId: string | null; at: Date }[]> {
  return tx`
    select a.id as article_id, a.title, a.state, s.conversation_id, s.at
    from article_source s join article a on a.id = s.article_id
    where s.visitor_id = ${visitorId} order by s.at, s.id`;
}

/** Drafts, laid aside or not, that nobody ever published: they go with the person whose words they are. */
export async function deleteUnpublishedFrom(tx: Tx, visitorId: string): Promise<void> {
  await tx`
    delete from article where published_at is null and id in (
      select article_id from article_source where visitor_id = ${visitorId}
    )`;
}

/** Nothing says any more from whom an article was taken. Earlier versions may hold what was taken out before publishing. */
export async function unlinkSources(tx: Tx, visitorId: string): Promise<void> {
  await tx`
    delete from article_version v using article a
    where a.id = v.article_id and v.version < a.version and a.id in (
      select article_id from article_source where visitor_id = ${visitorId}
    )`;
  await tx`update article_source set visitor_id = null, conversation_id = null where visitor_id = ${visitorId}`;
}

async function countSolved(tx: Tx, articleId: string): Promise<void> {
  await tx`
    update article set solved = (
      select count(*) from article_source s where s.article_id = article.id and s.how = 'confirmed'
    ) where id = ${articleId}`;
}

function select(tx: Tx, where: ReturnType<Tx>, limit: number): Promise<ArticleRow[]> {
  return tx<ArticleRow[]>`
    select a.id, a.state, a.version, a.language, a.title, a.body, a.page, a.source, a.resembles_id, a.solved, a.helped,
      a.not_helped, a.created_at, a.updated_at, a.published_at, r.title as resembles_title,
      array(select fingerprint from article_fingerprint f where f.article_id = a.id order by 1) as fingerprints,
      array(select member_id from article_contributor c where c.article_id = a.id order by 1) as contributor_ids,
      (select conversation_id from article_source s where s.article_id = a.id and conversation_id is not null
        order by id limit 1) as conversation_id
    from article a left join article r on r.id = a.resembles_id and r.state in ('draft', 'published', 'stale')
    where ${where} order by a.id desc limit ${limit}`;
}
