import type { AssignmentState, Term } from '@harmony-live/protocol';
import type { Tx } from '../../platform/database/index.ts';

/** A ranking with who was asked by it, and who took the request in the end. */
export interface DecisionRow {
  id: string;
  candidates: { memberId: string; terms: Term[] }[];
  memberId: string | null;
  state: AssignmentState | null;
  takenBy: string | null;
  conversationId: string | null;
}

/** A page of rankings, oldest first; without those that did not decide who was asked. Ids follow time. */
export function decisionsAfter(tx: Tx, after: string | null, limit: number): Promise<DecisionRow[]> {
  return tx<DecisionRow[]>`
    select r.id, r.candidates, asked.member_id, asked.state, taken.member_id as taken_by, taken.conversation_id
    from ranking r
    left join lateral (
      select member_id, state from assignment
      where request_id = r.request_id and ranking_id = r.id and timeout_ms > 0 order by offered_at limit 1
    ) asked on true
    left join lateral (
      select member_id, conversation_id from assignment
      where request_id = r.request_id and state = 'accepted' limit 1
    ) taken on true
    where r.organisation_id = app_organisation() and r.arm is distinct from 'baseline' and ${after === null ? tx`true` : tx`r.id > ${after}`}
    order by r.id limit ${limit}`;
}
