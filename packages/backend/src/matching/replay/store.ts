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
 * A page of rankings, newest first. Ids follow time.
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
  return tx<DecisionRow[]>`
    select r.id, r.at, r.candidates, asked.member_id, asked.state, taken.member_id as taken_by, taken.conversation_id
    from ranking r
    join help_request request on request.id = r.request_id
    left join lateral (
      select member_id, state from assignment
      where request_id = r.request_id and ranking_id = r.id and timeout_ms > 0 order by offered_at limit 1
    ) asked on true
    left join lateral (
      select member_id, conversation_id from assignment
      where request_id = r.request_id and state = 'accepted' limit 1
    ) taken on true
    where r.organisation_id = app_organisation()
      and ${siteId === null ? tx`true` : tx`request.site_id = ${siteId}`}
      and ${before === null ? tx`true` : tx`r.id < ${before}`}
    order by r.id desc limit ${limit}`;
}
