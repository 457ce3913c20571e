import type { Tx } from '../database/index.ts';

/** The key under which the number of all texts is kept; no word is empty. */
export const allTexts = '';

/** How many of the organisation's texts contain each of the terms; a term that none contains is missing. */
export async function readCounts(
  tx: Tx,
  organisationId: string,
  terms: readonly string[],
): Promise<Map<string, number>> {
  const rows = await tx<{ term: string; texts: number }[]>`
    select term, texts from term_count
    where organisation_id = ${organisationId} and term = any (${[...terms, allTexts]}::text[]) and texts > 0`;
  return new Map(rows.map(({ term, texts }) => [term, texts]));
}

/** Adds to the counts (or takes away); in the order of the terms, so that two writers never wait for each other. */
export async function addToCounts(tx: Tx, organisationId: string, changes: ReadonlyMap<string, number>): Promise<void> {
  const terms = [...changes.keys()].toSorted();
  const added = terms.map((term) => changes.get(term)!);
  // Zero first: `check (texts >= 0)` looks at what would be inserted even where the row is then updated.
  await tx`
    insert into term_count (organisation_id, term, texts)
    select ${organisationId}, term, 0 from unnest(${terms}::text[]) as change (term) order by term
    on conflict do nothing`;
  await tx`
    with mine as (
      select term from term_count where organisation_id = ${organisationId} and term = any (${terms}::text[])
      order by term for update
    )
    update term_count set texts = greatest(0, texts + change.added)
    from mine join unnest(${terms}::text[], ${added}::integer[]) as change (term, added) using (term)
    where organisation_id = ${organisationId} and term_count.term = mine.term`;
}
