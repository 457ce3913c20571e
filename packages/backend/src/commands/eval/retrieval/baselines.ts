import { isStopWord } from '../../../platform/embeddings/stop-words.ts';
import { stem } from '../../../platform/embeddings/stems.ts';
import type { RetrievalSet } from './data.ts';

/** A method: how well each text of the set fits a question. */
export type Scorer = (question: RetrievalSet['questions'][number]) => Float64Array;

/** Okapi BM25 on stems without stop words, title and text as one: the method that everything is held against. */
export const bm25Of = (set: RetrievalSet): Scorer => {
  const k1 = 1.2;
  const b = 0.75;
  const documents = set.texts.map(({ title, text }) => countOf(stemsOf(`${title} ${text}`)));
  const lengths = documents.map((terms) => [...terms.values()].reduce((sum, count) => sum + count, 0));
  const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
  const postings = postingsOf(documents);
  return ({ text }) => {
    const scores = new Float64Array(documents.length);
    for (const term of new Set(stemsOf(text))) {
      const found = postings.get(term) ?? [];
      const idf = Math.log(1 + (documents.length - found.length + 0.5) / (found.length + 0.5));
      for (const { at, value } of found) {
        scores[at]! += (idf * value * (k1 + 1)) / (value + k1 * (1 - b + (b * lengths[at]!) / mean));
      }
    }
    return scores;
  };
};

/** TF-IDF of character 3–5-grams within words, cosine: scikit-learn's `char_wb` with sublinear counts. */
export const ngramsOf = (set: RetrievalSet): Scorer => {
  const counts = set.texts.map(({ title, text }) => countOf(gramsOf(`${title} ${text}`)));
  const having = new Map<string, number>();
  for (const grams of counts) for (const gram of grams.keys()) having.set(gram, (having.get(gram) ?? 0) + 1);
  const weigh = (grams: Map<string, number>): Map<string, number> => {
    const weighted = [...grams].map(([gram, count]): [string, number] => [
      gram,
      (1 + Math.log(count)) * (1 + Math.log((1 + counts.length) / (1 + (having.get(gram) ?? 0)))),
    ]);
    const length = Math.sqrt(weighted.reduce((sum, [, value]) => sum + value * value, 0)) || 1;
    return new Map(weighted.map(([gram, value]) => [gram, value / length]));
  };
  const postings = postingsOf(counts.map(weigh));
  return ({ text }) => {
    const scores = new Float64Array(counts.length);
    for (const [gram, weight] of weigh(countOf(gramsOf(text)))) {
      for (const { at, value } of postings.get(gram) ?? []) scores[at]! += weight * value;
    }
    return scores;
  };
};

/** Both, each as a share of its best in the pool. */
export const sumOf =
  (one: Scorer, other: Scorer): Scorer =>
  (question) => {
    const [a, b] = [one(question), other(question)];
    const inPool = question.pool.filter((at) => at !== question.at);
    const [mostA, mostB] = [a, b].map((scores) => Math.max(...inPool.map((at) => scores[at]!)) || 1) as [
      number,
      number,
    ];
    return a.map((score, at) => score / mostA + b[at]! / mostB);
  };

const stemsOf = (text: string): string[] =>
  [...text.toLowerCase().matchAll(/[\p{L}\p{N}]+(?:'\p{L}+)*/gu)]
    .map(([word]) => word)
    .filter((word) => !isStopWord(word, ['en']))
    .map((word) => stem(word, 'en'));

const gramsOf = (text: string): string[] => {
  const grams: string[] = [];
  for (const [word] of text.toLowerCase().matchAll(/\S+/g)) {
    const padded = ` ${word} `;
    for (let length = 3; length <= 5; length += 1) {
      for (let at = 0; at + length <= padded.length; at += 1) grams.push(padded.slice(at, at + length));
    }
  }
  return grams;
};

const countOf = (terms: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
};

const postingsOf = (documents: readonly ReadonlyMap<string, number>[]) => {
  const postings = new Map<string, { at: number; value: number }[]>();
  for (const [at, terms] of documents.entries()) {
    for (const [term, value] of terms) {
      const found = postings.get(term) ?? [];
      if (found.push({ at, value }) === 1) postings.set(term, found);
    }
  }
  return postings;
};
