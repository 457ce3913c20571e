import type { Tx } from '../../platform/database/index.ts';

/**
 * For each of the texts the cosine with the nearest published article, in their order; null without articles of that model, or
 * where one of both says nothing.
 */
export async function nearestPublished(
  tx: Tx,
  vectors: readonly (readonly number[])[],
  model: string,
): Promise<(number | null)[]> {
  const rows = await tx<{ nearest: number | null }[]>`
    select (
      -- A text without a known word has no direction: its distance is NaN, and it is near to nothing.
      select max(1 - nullif(embedding <=> asked.vector::real[]::vector, 'NaN')) from article
      where state in ('published', 'stale') and model = ${model}
    ) as nearest
    from unnest(${vectors.map((vector) => `{${vector.join(',')}}`)}::text[]) with ordinality as asked (vector, at)
    order by at`;
  return rows.map(({ nearest }) => nearest);
}

/** Which of these conversations an article was taken from already, whatever became of it. */
export async function writtenDown(tx: Tx, conversationIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx<{ conversationId: string }[]>`
    select conversation_id from article_source where conversation_id = any (${conversationIds as string[]}::uuid[])`;
  return new Set(rows.map(({ conversationId }) => conversationId));
}
