import type { AssignmentState, Term } from '@harmony-live/protocol';
import type { Tx } from '../../platform/database/index.ts';

/** A ranking with who was asked by it, and who took the request in the end. */
export interface DecisionRow {
  id: string;
  at: Date;
  candidates: { memberId: string; terms: Term[] }[];
  memberId: string | null;
  state: AssignmentState | null;
  takenBy: string | null;
  conversationId: string | null;
}

/**
 * A page of rankings, newest first; without those that did not decide who was asked. Ids follow time.
 *
 * @param siteId null for those of all sites
 * @param before the id that the page before ended with; null for the newest
 */
export function decisionsBefore(
  tx: Tx,
  siteId: string | null,
  before: string | null,
  limit: number,
): Promise<DecisionRow[]> {
  // The page is chosen first, and a request's site looked up row by row: joined, all rankings would be put in order for each page.
  return tx<DecisionRow[]>`
    with page as materialized (
      select r.id, r.request_id, r.at, r.candidates from ranking r
      where r.organisation_id = app_organisation() and r.arm is distinct from 'baseline'
        and ${before === null ? tx`true` : tx`r.id < ${before}`}
        and ${siteId === null ? tx`true` : tx`(select site_id from help_request where id = r.request_id) = ${siteId}`}
      order by r.id desc limit ${limit}
    )
    select r.id, r.at, r.candidates, asked.member_id, asked.state, taken.member_id as taken_by, taken.conversation_id
    from page r
    left join lateral (
      select member_id, state from assignment
      where request_id = r.request_id and ranking_id = r.id and timeout_ms > 0 order by offered_at limit 1
    ) asked on true
    left join lateral (
      select member_id, conversation_id from assignment
      where request_id = r.request_id and state = 'accepted' limit 1
    ) taken on true
    order by r.id desc`;
}
