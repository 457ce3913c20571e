import type { Tx } from '../../platform/database/index.ts';
import type { Stretch } from '../outcomes/store.ts';
import type { PastStruggle } from './would-offer.ts';

/** Visits in which a struggle was reported at all. */
export async function countVisits(tx: Tx, { siteId, from, to }: Stretch): Promise<number> {
  const [row] = await tx<{ visits: number }[]>`
    select count(distinct visit_id) as visits from struggle where site_id = ${siteId} and at between ${from} and ${to}`;
  return row!.visits;
}

/** Where the next page of struggles begins. */
export type After = Pick<PastStruggle, 'at' | 'visitorId'> & { id: string };

/** Struggles that reached a score, in the order of time; `after` is the last that one has. */
export function strugglesAfter(
  tx: Tx,
  { siteId, from, to }: Stretch,
  { score, after, limit }: { score: number; after: After | undefined; limit: number },
): Promise<(PastStruggle & { id: string })[]> {
  return tx<(PastStruggle & { id: string })[]>`
    select id, visitor_id, visit_id, at, page, agreed_score from struggle
    where site_id = ${siteId} and at between ${from} and ${to} and agreed_score >= ${score}
      and ${after === undefined ? tx`true` : tx`(at, visitor_id, id) > (${after.at}, ${after.visitorId}, ${after.id})`}
    order by at, visitor_id, id limit ${limit}`;
}
