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

export const insertDecision = (tx: Tx, decision: Decision): Promise<void> => insertDecisions(tx, [decision]);

/** Keeps several in one statement: intake decides for many pages at once. */
export const insertDecisions = async (tx: Tx, decisions: readonly Decision[]): Promise<void> => {
  const column = <T>(of: (decision: Decision) => T): T[] => decisions.map(of);
  await tx`
    insert into gate_decision (id, organisation_id, at, action, initiator_kind, visitor_id, member_id, purpose, facts,
      result, confidence, explanation, principles)
    select id, organisation_id, at, action, initiator_kind, visitor_id, member_id, purpose, facts::jsonb,
      result, confidence, explanation, principles::jsonb
    from unnest(
      ${column(({ id }) => id)}::uuid[], ${column(({ organisationId }) => organisationId)}::uuid[],
      ${column(({ at }) => at.toISOString())}::timestamptz[], ${column(({ action }) => action)}::text[],
      ${column(({ initiatorKind }) => initiatorKind)}::text[], ${column(({ visitorId }) => visitorId)}::uuid[],
      ${column(({ memberId }) => memberId)}::uuid[], ${column(({ purpose }) => purpose)}::text[],
      ${column(({ facts }) => JSON.stringify(facts))}::text[], ${column(({ result }) => result)}::text[],
      ${column(({ confidence }) => confidence)}::real[], ${column(({ explanation }) => explanation)}::text[],
      ${column(({ principles }) => JSON.stringify(principles))}::text[]
    ) as one (id, organisation_id, at, action, initiator_kind, visitor_id, member_id, purpose, facts, result, confidence,
      explanation, principles)`;
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

/** A decision with the name of the member who asked for it. */
export type NamedDecision = Decision & { memberName: string | null };

/** What was decided, newest first; of one result, or of all. */
export const decisionsAfter = (
  tx: Tx,
  { result, after, limit }: { result: Verdict | null; after: string | null; limit: number },
): Promise<NamedDecision[]> => tx`
  select d.*, m.name as member_name from gate_decision d left join member m on m.id = d.member_id
  where (${after}::uuid is null or d.id < ${after}::uuid) and (${result}::text is null or d.result = ${result})
  order by d.id desc limit ${limit}`;

/** How many there are, and how many of them are from before. */
export const countDecisions = async (tx: Tx, before: Date | null): Promise<{ kept: number; next: number }> =>
  (
    await tx<{ kept: number; next: number }[]>`
      select count(*)::int as kept, count(*) filter (where at < ${before})::int as next from gate_decision`
  )[0]!;

/** Deletes what was decided before. @returns how many */
export const deleteDecisionsBefore = async (tx: Tx, before: Date, most: number): Promise<number> => {
  const { count } = await tx`
    delete from gate_decision where id in (select id from gate_decision where at < ${before} limit ${most})`;
  return count;
};
