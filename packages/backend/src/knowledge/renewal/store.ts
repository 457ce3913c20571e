import type { Tx } from '../../platform/database/index.ts';
import type { Renewable } from '../../platform/embeddings/index.ts';

/** An article whose vector another model made. */
export interface StaleArticle {
  id: string;
  organisationId: string;
  version: number;
  language: string;
  title: string;
  body: string;
}

export function staleArticles(tx: Tx, model: string, most: number): Promise<StaleArticle[]> {
  return tx<StaleArticle[]>`
    select id, organisation_id, version, language, title, body from article where model <> ${model} limit ${most}`;
}

/** @param vectors marked with the version that was read */
export async function renewArticles(tx: Tx, model: string, vectors: Parameters<Renewable['renew']>[2]): Promise<void> {
  for (const { id, mark, embedding } of vectors) {
    await tx`
      update article set model = ${model}, embedding = ${embedding as number[]}::real[]::vector
      where id = ${id} and version = ${Number(mark)}`;
  }
}
