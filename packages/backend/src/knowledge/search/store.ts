import type { Tx } from '../../platform/database/index.ts';

/** A published article that may answer, before it is scored. */
export interface FoundRow {
  id: string;
  version: number;
  language: string;
  title: string;
  body: string;
  /** Cosine with the question; null where one of both says nothing. */
  similarity: number | null;
  helped: number;
  notHelped: number;
  solved: number;
}

/** What is looked for, in every way there is. */
export interface Wanted {
  question: string;
  vector: readonly number[];
  model: string;
  /** How many of each kind of candidate. */
  each: number;
  /** Words of the question that no article has: slips of the keyboard, perhaps. Empty where trigrams cannot be compared. */
  unheard: readonly string[];
}

/** Words less alike than this are others, not slips (pg_trgm's own default is 0.6, for words that are looked up exactly). */
const wordSimilarity = 0.5;

/** Whether this database can compare by trigrams. */
export async function hasTrigrams(tx: Tx): Promise<boolean> {
  const [row] = await tx<{ has: boolean }[]>`select to_regproc('word_similarity') is not null as has`;
  return row?.has ?? false;
}

/** The languages that published articles are in. */
export async function languagesOf(tx: Tx): Promise<string[]> {
  const rows = await tx<{ language: string }[]>`
    select distinct lower(split_part(language, '-', 1)) as language from article where state in ('published', 'stale')`;
  return rows.map(({ language }) => language);
}

/**
 * Candidates in one statement: full text, any of the words, stemmed in each language and as written; titles that are spelt
 * alike; texts that are near in meaning.
 */
export function findCandidates(tx: Tx, wanted: Wanted, languages: readonly string[]): Promise<FoundRow[]> {
  const { question, vector, model, each } = wanted;
  const isSilent = vector.every((value) => value === 0);
  // Read through title by title, since row-level security keeps trigrams from their index: only where a word is unheard of.
  const bySpelling =
    wanted.unheard.length === 0
      ? tx``
      : tx`union (
        select id from (
          select id, (select max(word_similarity(word, title)) from unnest(${wanted.unheard as string[]}::text[]) as word) as alike
          from public offset 0
        ) spelt
        where alike >= ${wordSimilarity} order by alike desc, id limit ${each}
      )`;
  const byMeaning = isSilent
    ? tx``
    : tx`union (
        select id from public where model = ${model}
        order by embedding <=> ${vector as number[]}::real[]::vector, id limit ${each}
      )`;
  // A text without a known word has no direction: its distance is NaN, and it is near to nothing.
  const similarity = isSilent
    ? tx`null::float8`
    : tx`case when model = ${model} then 1 - nullif(embedding <=> ${vector as number[]}::real[]::vector, 'NaN') end`;
  return tx<FoundRow[]>`
    with public as not materialized (select * from article where state in ('published', 'stale')),
    asked as (
      -- Every word may be missing: OR instead of the AND of plainto_tsquery.
      select string_agg(nullif(words, ''), ' | ')::tsquery as query from (
        select replace(plainto_tsquery(article_configuration(language), ${question})::text, '&', '|') as words
        from unnest(${['simple', ...languages]}::text[]) as one (language)
      ) each
    ),
    found as (
      (select id from public, asked where words @@ query order by ts_rank(words, query) desc, id limit ${each})
      ${bySpelling}
      ${byMeaning}
    )
    select id, version, language, title, body, helped, not_helped, solved, ${similarity} as similarity
    from article where id in (select id from found)`;
}

/** How many published articles have each of the terms; one that none has is missing. */
export async function readCounts(
  tx: Tx,
  organisationId: string,
  terms: readonly string[],
): Promise<Map<string, number>> {
  const rows = await tx<{ term: string; articles: number }[]>`
    select term, articles from article_term
    where organisation_id = ${organisationId} and term = any (${terms as string[]}::text[]) and articles > 0`;
  return new Map(rows.map(({ term, articles }) => [term, articles]));
}

/** Adds to the counts (or takes away); in the order of the terms, so that two writers never wait for each other. */
export async function addToCounts(tx: Tx, organisationId: string, changes: ReadonlyMap<string, number>): Promise<void> {
  const terms = [...changes.keys()].toSorted();
  const added = terms.map((term) => changes.get(term)!);
  // Zero first: `check (articles >= 0)` looks at what would be inserted even where the row is then updated.
  await tx`
    insert into article_term (organisation_id, term, articles)
    select ${organisationId}, term, 0 from unnest(${terms}::text[]) as change (term) order by term
    on conflict do nothing`;
  await tx`
    with mine as (
      select term from article_term where organisation_id = ${organisationId} and term = any (${terms}::text[])
      order by term for update
    )
    update article_term set articles = greatest(0, articles + change.added)
    from mine join unnest(${terms}::text[], ${added}::integer[]) as change (term, added) using (term)
    where organisation_id = ${organisationId} and article_term.term = mine.term`;
}
