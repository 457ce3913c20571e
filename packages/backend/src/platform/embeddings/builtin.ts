import { firstSubtag } from '../language-tag.ts';
import type { Embeddings } from './embeddings.ts';
import { addToCounts, allTexts, readCounts } from './store.ts';
import { dimensions, vectorOf, type TermWeight } from './vector.ts';
import { wordsOf, type Word } from './words.ts';

/**
 * The embeddings that ship with the product: no download, no training, tens of microseconds a sentence, the same on every
 * machine. Stems, topics of a small lexicon and character n-grams, hashed into 384 dimensions (`vector.ts`).
 *
 * Weights are SMART's `lnc.ltc`: rare words count more (idf) in the question alone. Were they in the kept vectors too, each
 * new text would make all of those stale. A word of the question that none of the organisation's texts has counts nothing:
 * it can match nothing, and its hash would only collide.
 *
 * What it cannot do: see that two words mean the same when neither letters nor lexicon say so.
 */
export const createBuiltinEmbeddings = (): Embeddings => ({
  model: 'builtin-1',
  dimensions,
  embed: async (tx, organisationId, kind, texts, languages = []) => {
    const worded = texts.map((text) => wordsOf(text, languages.map(firstSubtag)));
    if (kind === 'document') return worded.map((words) => vectorOf(words, () => 1));
    const counts = await readCounts(tx, organisationId, [...new Set(worded.flatMap(termsOf))]);
    return worded.map((words) => vectorOf(words, inverseFrequency(counts)));
  },
  prepare: () => Promise.resolve(),
  close: () => Promise.resolve(),
  learn: async (tx, organisationId, change, languages = []) => {
    const changes = countChanges(change, languages);
    if (changes.size > 0) await addToCounts(tx, organisationId, changes);
  },
});

/** ln(1 + N / n); all words count alike until the organisation has texts. */
export const inverseFrequency = (counts: ReadonlyMap<string, number>): TermWeight => {
  const texts = counts.get(allTexts) ?? 0;
  if (texts === 0) return () => 1;
  return (term) => {
    const having = counts.get(term) ?? 0;
    return having === 0 ? 0 : Math.log(1 + texts / having);
  };
};

/** By how much the number of texts with each term changes; terms that come and go alike are left out. */
export const countChanges = (
  { added, removed }: { added: readonly string[]; removed: readonly string[] },
  languages: readonly string[],
): Map<string, number> => {
  const changes = new Map<string, number>();
  const count = (texts: readonly string[], by: 1 | -1): void => {
    for (const text of texts) {
      const terms = new Set([allTexts, ...termsOf(wordsOf(text, languages.map(firstSubtag)))]);
      for (const term of terms) changes.set(term, (changes.get(term) ?? 0) + by);
    }
  };
  count(added, 1);
  count(removed, -1);
  for (const [term, by] of changes) if (by === 0) changes.delete(term);
  return changes;
};

const termsOf = (words: readonly Word[]): string[] => words.flatMap(({ stems, topics }) => [...stems, ...topics]);
