import type { Tx } from '../../platform/database/index.ts';

/**
 * From here on the transaction of a system's task stands in this organisation alone. Accounts belong to none and are made before;
 * what belongs to one is written behind its walls, and both together or not at all.
 */
export async function enterOrganisation(tx: Tx, organisationId: string): Promise<void> {
  await tx`select set_config('role', 'harmony_app', true), set_config('app.organisation', ${organisationId}, true)`;
}

/** What was imported of this expert before: text and time (milliseconds since the epoch). */
export async function importedEvidence(tx: Tx, expertId: string): Promise<{ text: string; solvedAt: number }[]> {
  const rows = await tx<{ text: string; solvedAt: Date }[]>`
    select text, solved_at from expert_evidence where expert_id = ${expertId} and conversation_id is null`;
  return rows.map(({ text, solvedAt }) => ({ text, solvedAt: solvedAt.getTime() }));
}
