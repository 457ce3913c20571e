import type { Tx } from '../../platform/database/index.ts';

/** A solved problem as stored; times in milliseconds since the epoch. */
export interface EvidenceRow {
  id: string;
  organisationId: string;
  expertId: string;
  conversationId: string | null;
  visitorId: string | null;
  text: string;
  languages: readonly string[];
  model: string;
  embedding: readonly number[];
  solvedAt: number;
  isAccepted: boolean;
  votes: number;
  domains: readonly string[];
}

/** What is taken back from the embeddings when evidence goes. */
export type RemovedEvidence = Pick<EvidenceRow, 'text' | 'languages'>;

/** Writes evidence; what a conversation has taught about an expert already stays as it is. @returns the texts that are new */
export async function insertEvidence(tx: Tx, rows: readonly EvidenceRow[]): Promise<string[]> {
  const added: string[] = [];
  for (const row of rows) {
    const inserted = await tx<{ text: string }[]>`
      insert into expert_evidence (id, organisation_id, expert_id, conversation_id, visitor_id, text, languages, model,
        embedding, solved_at, is_accepted, votes, domains)
      values (${row.id}, ${row.organisationId}, ${row.expertId}, ${row.conversationId}, ${row.visitorId}, ${row.text},
        ${row.languages as string[]}, ${row.model}, ${row.embedding as number[]}::real[]::vector,
        ${new Date(row.solvedAt)}, ${row.isAccepted}, ${row.votes},
        ${row.domains as string[]})
      on conflict (conversation_id, expert_id) do nothing
      returning text`;
    added.push(...inserted.map(({ text }) => text));
  }
  return added;
}

/** What the person thought of the help. */
export async function rateEvidence(
  tx: Tx,
  conversationId: string,
  { isAccepted, votes }: Pick<EvidenceRow, 'isAccepted' | 'votes'>,
): Promise<void> {
  await tx`
    update expert_evidence set is_accepted = ${isAccepted}, votes = ${votes} where conversation_id = ${conversationId}`;
}

/** It was not solved after all. */
export function deleteEvidenceOfConversation(tx: Tx, conversationId: string): Promise<RemovedEvidence[]> {
  return tx`delete from expert_evidence where conversation_id = ${conversationId} returning text, languages`;
}

/** The expert answers no more requests. */
export function deleteEvidenceOfExpert(tx: Tx, expertId: string): Promise<RemovedEvidence[]> {
  return tx`delete from expert_evidence where expert_id = ${expertId} returning text, languages`;
}

/** The person has everything of theirs erased. */
export function deleteEvidenceOfVisitor(tx: Tx, visitorId: string): Promise<RemovedEvidence[]> {
  return tx`delete from expert_evidence where visitor_id = ${visitorId} returning text, languages`;
}

/** Conversations from before are no longer kept, nor what they taught; what was imported stays. */
export function deleteEvidenceBefore(tx: Tx, before: Date, most: number): Promise<RemovedEvidence[]> {
  return tx`
    delete from expert_evidence
    where id in (
      select id from expert_evidence where conversation_id is not null and solved_at < ${before} limit ${most}
    )
    returning text, languages`;
}

/** A person's problems that taught something, oldest first. */
export async function evidenceOfVisitor(tx: Tx, visitorId: string): Promise<{ text: string; solvedAt: Date }[]> {
  return tx`select text, solved_at from expert_evidence where visitor_id = ${visitorId} order by solved_at, id`;
}

/** Two visitors were one. */
export async function moveEvidence(tx: Tx, from: string, to: string): Promise<void> {
  await tx`update expert_evidence set visitor_id = ${to} where visitor_id = ${from}`;
}

/** How many problems an expert has solved. */
export async function countEvidence(tx: Tx, expertId: string): Promise<number> {
  const [row] = await tx<{ count: number }[]>`
    select count(*)::integer as count from expert_evidence where expert_id = ${expertId}`;
  return row!.count;
}

/** The languages that these members' experts speak, by member; those who are no expert are missing. */
export function expertsOfMembers(
  tx: Tx,
  memberIds: readonly string[],
): Promise<{ id: string; memberId: string; languages: { tag: string }[] }[]> {
  return tx`
    select id, member_id, languages from expert where member_id = any (${memberIds as string[]}::uuid[]) order by id`;
}

/** The languages of one expert. */
export async function languagesOfExpert(tx: Tx, expertId: string): Promise<{ tag: string }[] | undefined> {
  const [row] = await tx<{ languages: { tag: string }[] }[]>`select languages from expert where id = ${expertId}`;
  return row?.languages;
}

/** Which of these conversations were solved, as far as they are still known. */
export async function solvedConversations(tx: Tx, conversationIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx<{ conversationId: string }[]>`
    select distinct conversation_id from expert_evidence
    where conversation_id = any (${conversationIds as string[]}::uuid[])`;
  return new Set(rows.map(({ conversationId }) => conversationId));
}
