import type { OfferAnswer, OfferReport } from '@harmony-live/protocol';
import type { Tx } from '../../platform/database/index.ts';

const dayMs = 24 * 60 * 60_000;
/** A struggle that begins within a minute of an offer is the one that the offer was for. */
const settleMs = 60_000;

/** A stretch of time, both ends included. */
export interface Stretch {
  siteId: string;
  from: Date;
  to: Date;
}

/** How many offers had which fate and answer. */
export interface AnswerCount {
  fate: OfferReport['fate'];
  answer: OfferAnswer | null;
  offers: number;
}

export function countAnswers(tx: Tx, { siteId, from, to }: Stretch): Promise<AnswerCount[]> {
  return tx<AnswerCount[]>`
    select fate, answer, count(*) as offers from offer
    where site_id = ${siteId} and at between ${from} and ${to} group by fate, answer`;
}

/** What followed offers of one fate. */
export interface OutcomeCount {
  fate: 'shown' | 'held-out';
  offers: number;
  asked: number;
  /** Those whose day has passed, and of them those without a struggle. */
  dayOld: number;
  calmed: number;
}

/**
 * What followed offers that were shown, and those that were not to people held out: in both groups the first of each visit, and
 * two of a person within seven days. Only a page that shows one can keep to that by itself on every device. A visitor has one site: were the site named
 * beside them, the planner might read all of it for each offer.
 *
 * @param threshold what counts as being stuck
 */
export function countOutcomes(tx: Tx, { siteId, from, to }: Stretch, threshold: number): Promise<OutcomeCount[]> {
  const dayAgo = new Date(to.getTime() - dayMs);
  return tx<OutcomeCount[]>`
    with first as (
      select distinct on (visit_id) visitor_id, visit_id, page, fate, at from offer
      where site_id = ${siteId} and at between ${from} and ${to} and fate in ('shown', 'held-out')
      order by visit_id, at, id
    ), counted as (
      select *, count(*) over (
        partition by visitor_id order by at range between interval '7 days' preceding and current row
      ) as within from first
    )
    select o.fate, count(*) as offers, count(*) filter (where asked.is_so) as asked,
      count(*) filter (where o.at <= ${dayAgo}) as day_old,
      count(*) filter (where o.at <= ${dayAgo} and not stuck.is_so) as calmed
    from counted o
    cross join lateral (
      select exists (select from visit_ask a where a.visit_id = o.visit_id and a.at >= o.at) as is_so
    ) asked
    cross join lateral (
      select exists (
        select from struggle s
        where s.visitor_id = o.visitor_id and s.page = o.page and s.agreed_score >= ${threshold}
          and s.started_at > o.at + ${settleMs} * interval '1 millisecond'
          and s.started_at <= o.at + ${dayMs} * interval '1 millisecond'
      ) as is_so
    ) stuck
    where o.within <= 2
    group by o.fate`;
}
