import type { Award, AwardState } from '@harmony-live/protocol';
import type { Tx } from '../platform/database/index.ts';

/** An award as its row holds it. */
export interface AwardRow {
  id: string;
  reason: Award['reason'];
  state: AwardState;
  memberId: string;
  visitorId: string | null;
  conversationId: string | null;
  articleId: string | null;
  unit: string;
  /** In thousandths of a token. */
  amount: number;
  madeAt: Date;
  heldUntil: Date;
  settledAt: Date | null;
}

/** An award with the version of the rule, which stands in its transfer alone. */
export type AwardWithPolicy = AwardRow & { policy: string };

export async function insertAward(tx: Tx, organisationId: string, row: AwardRow): Promise<void> {
  await tx`
    insert into award (id, organisation_id, reason, state, member_id, visitor_id, conversation_id, article_id, unit,
      amount, made_at, held_until)
    values (${row.id}, ${organisationId}, ${row.reason}, ${row.state}, ${row.memberId}, ${row.visitorId},
      ${row.conversationId}, ${row.articleId}, ${row.unit}, ${row.amount}, ${row.madeAt}, ${row.heldUntil})`;
}

/** Sets the end of held awards. `at` is when they were settled, null where they were reversed. */
export async function endAwards(
  tx: Tx,
  ids: readonly string[],
  state: 'settled' | 'reversed',
  at: Date | null,
): Promise<void> {
  await tx`update award set state = ${state}, settled_at = ${at} where id = any (${ids as string[]}::uuid[])`;
}

/** Whether this conversation has an award that stands. */
export async function hasAward(tx: Tx, conversationId: string): Promise<boolean> {
  const rows = await tx`select from award where conversation_id = ${conversationId} and state <> 'reversed'`;
  return rows.length > 0;
}

/** Awards for solved conversations of this pair that stand. */
export async function countOfPair(tx: Tx, visitorId: string, memberId: string): Promise<number> {
  const [row] = await tx<{ count: number }[]>`
    select count(*) as count from award
    where visitor_id = ${visitorId} and member_id = ${memberId} and reason = 'resolution' and state <> 'reversed'`;
  return row!.count;
}

/** Whether anybody has had a royalty for this visitor and article. */
export async function hasRoyalty(tx: Tx, articleId: string, visitorId: string): Promise<boolean> {
  const rows = await tx`
    select from award where reason = 'royalty' and article_id = ${articleId} and visitor_id = ${visitorId} limit 1`;
  return rows.length > 0;
}

export function heldOfConversation(tx: Tx, conversationId: string): Promise<AwardRow[]> {
  return tx`select * from award where conversation_id = ${conversationId} and state = 'held'`;
}

/** Royalties for this visitor that were still on hold at that time. */
export function heldRoyalties(tx: Tx, visitorId: string, at: Date): Promise<AwardRow[]> {
  return tx`
    select * from award
    where visitor_id = ${visitorId} and reason = 'royalty' and state = 'held' and made_at <= ${at} and held_until > ${at}`;
}

/** Where something is due: awards to make, or holds that are over. */
export async function organisationsWithDue(tx: Tx, now: Date): Promise<string[]> {
  const rows = await tx<{ organisationId: string }[]>`
    select organisation_id from award_due where due_at <= ${now}
    union select organisation_id from award where state = 'held' and held_until <= ${now}`;
  return rows.map(({ organisationId }) => organisationId);
}

export function heldUntil(tx: Tx, now: Date, limit: number): Promise<AwardRow[]> {
  return tx`
    select * from award where state = 'held' and held_until <= ${now} order by held_until, id limit ${limit} for update`;
}

/** A solved conversation that waits for its rating. */
export interface DueRow {
  conversationId: string;
  visitorId: string;
  memberId: string;
}

export async function insertDue(tx: Tx, organisationId: string, row: DueRow, dueAt: Date): Promise<void> {
  await tx`
    insert into award_due (conversation_id, organisation_id, visitor_id, member_id, due_at)
    values (${row.conversationId}, ${organisationId}, ${row.visitorId}, ${row.memberId}, ${dueAt})
    on conflict (conversation_id) do nothing`;
}

export async function deleteDue(tx: Tx, conversationId: string): Promise<void> {
  await tx`delete from award_due where conversation_id = ${conversationId}`;
}

/** Takes what is due, so that nobody else does. */
export function takeDue(tx: Tx, now: Date, limit: number): Promise<DueRow[]> {
  return tx`
    delete from award_due where conversation_id in (
      select conversation_id from award_due where due_at <= ${now} order by due_at limit ${limit} for update skip locked
    ) returning conversation_id, visitor_id, member_id`;
}

export function takeDueOf(tx: Tx, visitorId: string): Promise<DueRow[]> {
  return tx`delete from award_due where visitor_id = ${visitorId} returning conversation_id, visitor_id, member_id`;
}

/** Since when the article is public: the first time that was heard of. */
export async function keepPublished(tx: Tx, organisationId: string, articleId: string, at: Date): Promise<Date> {
  const [row] = await tx<{ publishedAt: Date }[]>`
    insert into royalty_article (article_id, organisation_id, published_at) values (${articleId}, ${organisationId}, ${at})
    on conflict (article_id) do update set published_at = least(royalty_article.published_at, excluded.published_at)
    returning published_at`;
  return row!.publishedAt;
}

/** A member's awards, the newest first. */
export function awardsOf(
  tx: Tx,
  organisationId: string,
  memberId: string,
  limit: number,
  after?: string,
): Promise<AwardWithPolicy[]> {
  return tx`
    select a.*, t.policy from award a join transfer t on t.organisation_id = ${organisationId} and t.client_id = a.id
    where a.member_id = ${memberId} and (${after ?? null}::uuid is null or a.id < ${after ?? null})
    order by a.id desc limit ${limit}`;
}

export async function findAward(tx: Tx, organisationId: string, id: string): Promise<AwardWithPolicy | null> {
  const [row] = await tx<AwardWithPolicy[]>`
    select a.*, t.policy from award a join transfer t on t.organisation_id = ${organisationId} and t.client_id = a.id
    where a.id = ${id}`;
  return row ?? null;
}

/** What a member has on hold, and how many people's problems their awards stand for. */
export async function totalsOf(tx: Tx, memberId: string): Promise<{ onHold: number; peopleHelped: number }> {
  const [row] = await tx<{ onHold: number; peopleHelped: number }[]>`
    select coalesce(sum(amount) filter (where state in ('held', 'flagged')), 0)::bigint as on_hold,
      -- Who had themselves erased is somebody who was helped all the same.
      count(distinct coalesce(visitor_id, id)) as people_helped
    from award where member_id = ${memberId} and state <> 'reversed'`;
  return row!;
}

/** Awards that were made because of a visitor, for the visitor. */
export function awardsForVisitor(
  tx: Tx,
  visitorId: string,
): Promise<Pick<AwardRow, 'reason' | 'conversationId' | 'articleId' | 'madeAt'>[]> {
  return tx`
    select reason, conversation_id, article_id, made_at from award where visitor_id = ${visitorId} order by made_at, id`;
}

/** The award stays the member's; nobody can tell any more whose problem it was. */
export async function forgetVisitor(tx: Tx, visitorId: string): Promise<void> {
  await tx`update award set visitor_id = null, conversation_id = null where visitor_id = ${visitorId}`;
}

/** Two visitors were one: what belongs to `fromId` is `toId`'s. Where both thanked for the same article, one keeps the name. */
export async function moveVisitor(tx: Tx, fromId: string, toId: string): Promise<void> {
  await tx`update award_due set visitor_id = ${toId} where visitor_id = ${fromId}`;
  await tx`
    update award a set visitor_id = case when exists (
      select from award b where b.reason = 'royalty' and b.visitor_id = ${toId} and b.article_id = a.article_id
        and b.member_id = a.member_id
    ) then null else ${toId}::uuid end
    where a.visitor_id = ${fromId}`;
}
