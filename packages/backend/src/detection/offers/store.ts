import type { OfferAnswer } from '@harmony-live/protocol';
import type { Tx } from '../../platform/database/index.ts';
import type { PageScope, Stored } from '../store.ts';
import type { ReceivedOffer } from './offer.ts';

/** Offers that one visitor's page told. */
export interface VisitorOffers {
  caller: PageScope;
  offers: readonly ReceivedOffer[];
}

/** An offer that has just been answered, or answered otherwise. */
export interface AnsweredOffer {
  siteId: string;
  visitId: string;
  visitorId: string;
  offerId: string;
  answer: OfferAnswer;
}

/**
 * Stores offers of different visitors in one statement, and answers to those that are there already: which answer may follow
 * which is `mayFollow`'s to say, here in SQL.
 *
 * @returns one for each visitor, in their order, and the answers that are news
 */
export async function upsertOffers(
  tx: Tx,
  told: readonly VisitorOffers[],
  receivedAt: Date,
): Promise<{ stored: Stored[]; answered: AnsweredOffer[] }> {
  const all = told.flatMap(({ caller, offers }) => offers.map((offer) => ({ caller, ...offer })));
  const column = <T>(of: (offer: (typeof all)[number]) => T): T[] => all.map(of);
  const rows = await tx<(Omit<AnsweredOffer, 'answer'> & { answer: OfferAnswer | null })[]>`
    insert into offer as old (organisation_id, site_id, visit_id, visitor_id, received_at, id, at, page, fate, answer, answered_at,
      struggle_id, rule_id, article_id)
    select organisation_id, site_id, visit_id, visitor_id, ${receivedAt}, id, at, page, fate, answer,
      case when answer is not null then ${receivedAt}::timestamptz end, struggle_id, rule_id, article_id
    from unnest(
      ${column(({ caller }) => caller.organisationId)}::uuid[], ${column(({ caller }) => caller.siteId)}::uuid[],
      ${column(({ caller }) => caller.visitId)}::uuid[], ${column(({ caller }) => caller.visitorId)}::uuid[],
      ${column(({ id }) => id)}::uuid[], ${column(({ at }) => at.toISOString())}::timestamptz[],
      ${column(({ page }) => page)}::text[], ${column(({ fate }) => fate)}::text[],
      ${column(({ answer }) => answer ?? null)}::text[], ${column(({ struggleId }) => struggleId ?? null)}::uuid[],
      ${column(({ ruleId }) => ruleId ?? null)}::text[], ${column(({ articleId }) => articleId ?? null)}::uuid[]
    ) as one (organisation_id, site_id, visit_id, visitor_id, id, at, page, fate, answer, struggle_id, rule_id, article_id)
    on conflict (visitor_id, id) do update set answer = excluded.answer, answered_at = excluded.answered_at
    where (old.page, old.fate, old.struggle_id, old.rule_id, old.article_id)
        is not distinct from
        (excluded.page, excluded.fate, excluded.struggle_id, excluded.rule_id, excluded.article_id)
      and excluded.answer is not null
      and (old.answer is null or (old.answer = 'ignored' and excluded.answer <> 'ignored')
        or (old.answer = 'accepted' and excluded.answer = 'helped'))
    returning site_id, visit_id, visitor_id, id as offer_id, answer`;
  const kept = new Set(rows.map(({ visitorId, offerId }) => keyOf(visitorId, offerId)));
  const known = all.filter(({ caller, id }) => !kept.has(keyOf(caller.visitorId, id)));
  const reused = known.length === 0 ? new Set() : await reusedAmong(tx, known);
  return {
    stored: told.map(({ caller: { visitorId }, offers }) => ({
      kept: offers.filter(({ id }) => kept.has(keyOf(visitorId, id))).length,
      reused: offers.filter(({ id }) => reused.has(keyOf(visitorId, id))).map(({ index }) => index),
    })),
    answered: rows.filter((row): row is AnsweredOffer => row.answer !== null),
  };
}

const keyOf = (visitorId: string, id: string): string => `${visitorId} ${id}`;

/** Which of these ids stand for another offer: all but the time and the answer is compared. */
async function reusedAmong(tx: Tx, offers: readonly (ReceivedOffer & { caller: PageScope })[]): Promise<Set<string>> {
  const rows = await tx<{ visitorId: string; id: string }[]>`
    select old.visitor_id, old.id
    from unnest(
      ${offers.map(({ caller }) => caller.visitorId)}::uuid[], ${offers.map(({ id }) => id)}::uuid[],
      ${offers.map(({ page }) => page)}::text[], ${offers.map(({ fate }) => fate)}::text[],
      ${offers.map(({ struggleId }) => struggleId ?? null)}::uuid[], ${offers.map(({ ruleId }) => ruleId ?? null)}::text[],
      ${offers.map(({ articleId }) => articleId ?? null)}::uuid[]
    ) as one (visitor_id, id, page, fate, struggle_id, rule_id, article_id)
    join offer old on old.visitor_id = one.visitor_id and old.id = one.id
    where (old.page, old.fate, old.struggle_id, old.rule_id, old.article_id)
      is distinct from (one.page, one.fate, one.struggle_id, one.rule_id, one.article_id)`;
  return new Set(rows.map(({ visitorId, id }) => keyOf(visitorId, id)));
}

/** Remembers when somebody last asked for help within a visit. */
export async function noteAsk(
  tx: Tx,
  ask: { organisationId: string; visitorId: string; visitId: string; at: Date },
): Promise<void> {
  await tx`
    insert into visit_ask as old (visit_id, organisation_id, visitor_id, at)
    values (${ask.visitId}, ${ask.organisationId}, ${ask.visitorId}, ${ask.at})
    on conflict (visit_id) do update set at = greatest(old.at, excluded.at)`;
}

/** What was offered to somebody and what they said, and when they asked for help, for their export. */
export async function offersOf(tx: Tx, visitorId: string) {
  const offers = await tx<
    { id: string; at: Date; page: string; fate: string; answer: string | null; answeredAt: Date | null }[]
  >`select id, at, page, fate, answer, answered_at from offer where visitor_id = ${visitorId} order by at, id`;
  const asks = await tx<{ at: Date }[]>`select at from visit_ask where visitor_id = ${visitorId} order by at`;
  return { offers, asks };
}

export async function deleteOffersOf(tx: Tx, visitorId: string): Promise<void> {
  await tx`delete from offer where visitor_id = ${visitorId}`;
  await tx`delete from visit_ask where visitor_id = ${visitorId}`;
}

/** Two visitors were one: what both told is kept once. */
export async function moveOffers(tx: Tx, fromId: string, toId: string): Promise<void> {
  await tx`
    update offer set visitor_id = ${toId}
    where visitor_id = ${fromId} and id not in (select id from offer where visitor_id = ${toId})`;
  await tx`update visit_ask set visitor_id = ${toId} where visitor_id = ${fromId}`;
  await deleteOffersOf(tx, fromId);
}

/** Deletes what is older than the site may keep, a batch at a time. @returns how many */
export async function deleteOffersBefore(tx: Tx, before: Date, most: number): Promise<number> {
  const offers = await tx`
    delete from offer where (visitor_id, id) in (
      select visitor_id, id from offer where received_at < ${before} order by received_at limit ${most}
    )`;
  const asks = await tx`
    delete from visit_ask where visit_id in (select visit_id from visit_ask where at < ${before} order by at limit ${most})`;
  return Math.max(offers.count, asks.count);
}

/** How many offers the organisation has, and how many of them are from before. */
export async function countOffers(tx: Tx, before: Date | null): Promise<{ kept: number; next: number }> {
  const [row] = await tx<{ kept: number; next: number }[]>`
    select count(*)::int as kept, count(*) filter (where received_at < ${before})::int as next from offer`;
  return row!;
}
