import { rankArticles, type Candidate, type Corpus } from '../../../knowledge/search/score.ts';
import { indexArticle, indexQuestion } from '../../../knowledge/search/terms.ts';
import { vectorOf } from '../../../platform/embeddings/vector.ts';
import { wordsOf } from '../../../platform/embeddings/words.ts';
import type { Scorer } from './baselines.ts';
import type { RetrievalSet } from './data.ts';

/** The product's score over the whole pool, without evidence: its index, its document frequencies, its own vectors. */
export const productOf = (set: RetrievalSet): Scorer => {
  const indexed = set.texts.map((text) => indexArticle(text, []));
  const vectors = set.texts.map(({ title, text }) => vectorOf(wordsOf(`${title}\n${title}\n${text}`), () => 1));
  const having = new Map<string, number>();
  for (const { title, body } of indexed) {
    for (const term of new Set([...title.terms.keys(), ...body.terms.keys()])) {
      having.set(term, (having.get(term) ?? 0) + 1);
    }
  }
  const mean = (lengths: readonly number[]): number => lengths.reduce((sum, one) => sum + one, 0) / lengths.length;
  const corpus: Corpus = {
    articles: set.texts.length,
    titleLength: mean(indexed.map(({ title }) => title.length)),
    bodyLength: mean(indexed.map(({ body }) => body.length)),
    having,
  };
  return ({ text, at: own, pool }) => {
    const vector = vectorOf(wordsOf(text), () => 1);
    const candidates = pool
      .filter((at) => at !== own)
      .map((at): Candidate => {
        const similarity = vectors[at]!.reduce((sum, value, index) => sum + value * vector[index]!, 0);
        return { id: String(at), index: indexed[at]!, similarity, helped: 0, notHelped: 0, solved: 0 };
      });
    const scores = new Float64Array(set.texts.length);
    for (const { id, score } of rankArticles(indexQuestion(text, []), candidates, corpus)) scores[Number(id)] = score;
    return scores;
  };
};
