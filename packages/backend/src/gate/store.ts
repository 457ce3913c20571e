import type { PrincipleEvaluated, Verdict } from '@harmony-live/protocol';
import type { JsonValue } from '../platform/bus/index.ts';
import type { Tx } from '../platform/database/index.ts';

/** One answer of the gate, as it is kept. */
export interface Decision {
  id: string;
  organisationId: string;
  at: Date;
  action: string;
  initiatorKind: 'visitor' | 'member' | 'site' | 'system';
  visitorId: string | null;
  memberId: string | null;
  purpose: string;
  /** What the gate was told: facts by name, and for free text what was described. */
  facts: Record<string, JsonValue>;
  result: Verdict;
  confidence: number;
  explanation: string;
  principles: PrincipleEvaluated[];
}

export const insertDecision = async (tx: Tx, decision: Decision): Promise<void> => {
  await tx`
    insert into gate_decision (id, organisation_id, at, action, initiator_kind, visitor_id, member_id, purpose, facts,
      result, confidence, explanation, principles)
    values (${decision.id}, ${decision.organisationId}, ${decision.at}, ${decision.action}, ${decision.initiatorKind},
      ${decision.visitorId}, ${decision.memberId}, ${decision.purpose}, ${tx.json(decision.facts)},
      ${decision.result}, ${decision.confidence}, ${decision.explanation},
      ${tx.json(decision.principles as unknown as JsonValue)})`;
};

/** What the gate decided about a visitor's own acts, oldest first. */
export const decisionsOfVisitor = (
  tx: Tx,
  visitorId: string,
): Promise<Pick<Decision, 'id' | 'at' | 'action' | 'purpose' | 'facts' | 'result' | 'explanation'>[]> => tx`
  select id, at, action, purpose, facts, result, explanation from gate_decision
  where visitor_id = ${visitorId} order by at, id`;

/** The decision stays for the auditor; nobody can tell any more whose it was. */
export const forgetVisitor = async (tx: Tx, visitorId: string): Promise<void> => {
  await tx`update gate_decision set visitor_id = null where visitor_id = ${visitorId}`;
};
