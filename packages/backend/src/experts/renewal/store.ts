import type { Tx } from '../../platform/database/index.ts';
import type { Renewable, Stale } from '../../platform/embeddings/index.ts';

/** Statements whose vectors another model made, with the languages that they are read in. */
export function staleStatements(tx: Tx, model: string, most: number): Promise<Stale[]> {
  return tx<Stale[]>`
    select s.id, s.organisation_id, s.text, s.text as mark,
      array(select spoken ->> 'tag' from jsonb_array_elements(e.languages) spoken) as languages
    from expert_statement s join expert e on e.id = s.expert_id
    where s.model <> ${model} limit ${most}`;
}

/** The same of solved problems. */
export function staleEvidence(tx: Tx, model: string, most: number): Promise<Stale[]> {
  return tx<Stale[]>`
    select id, organisation_id, text, text as mark, languages from expert_evidence where model <> ${model} limit ${most}`;
}

type Renewed = Parameters<Renewable['renew']>[2];

export async function renewStatements(tx: Tx, model: string, vectors: Renewed): Promise<void> {
  for (const { id, mark, embedding } of vectors) {
    await tx`
      update expert_statement set model = ${model}, embedding = ${embedding as number[]}::real[]::vector
      where id = ${id} and text = ${mark}`;
  }
}

export async function renewEvidence(tx: Tx, model: string, vectors: Renewed): Promise<void> {
  for (const { id, mark, embedding } of vectors) {
    await tx`
      update expert_evidence set model = ${model}, embedding = ${embedding as number[]}::real[]::vector
      where id = ${id} and text = ${mark}`;
  }
}
