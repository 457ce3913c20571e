import { bootstrap, mean, seeded, type Estimate } from '../statistics.ts';
import { rounded } from '../output.ts';
import { bm25Of, ngramsOf, sumOf, type Scorer } from './baselines.ts';
import type { RetrievalSet } from './data.ts';
import { productOf } from './product.ts';

export const measures = ['map', 'mrr'] as const;
export type Measure = (typeof measures)[number];
const methods = ['ours', 'bm25', 'sum'] as const;
type Method = (typeof methods)[number];

/** Of one set: each measure by each method; `sum` is that of BM25 and character n-grams. */
export interface RetrievalFigures {
  name: string;
  texts: number;
  questions: number;
  measures: Record<Measure, Record<Method, Estimate> & { oursLessSum: Estimate }>;
}

/** The product's own score on a set, beside the baselines; intervals by drawing questions again. */
export const measureRetrieval = (set: RetrievalSet): RetrievalFigures => {
  const bm25 = bm25Of(set);
  const judged: Record<Method, Judged> = {
    ours: judge(set, productOf(set)),
    bm25: judge(set, bm25),
    sum: judge(set, sumOf(bm25, ngramsOf(set))),
  };
  const estimate = (values: readonly number[]): Estimate => rounded(bootstrap(values, mean, seeded(1)));
  const of = (measure: Measure) => ({
    ours: estimate(judged.ours[measure]),
    bm25: estimate(judged.bm25[measure]),
    sum: estimate(judged.sum[measure]),
    // Paired: the same questions are drawn for both.
    oursLessSum: estimate(judged.ours[measure].map((value, at) => value - judged.sum[measure][at]!)),
  });
  return {
    ...{ name: set.name, texts: set.texts.length, questions: set.questions.length },
    measures: { map: of('map'), mrr: of('mrr') },
  };
};

/**
 * Never below BM25, not below the sum on any set beyond what chance may do, and not below the sum on the mean of the sets.
 */
export const isGoodRetrieval = (sets: readonly RetrievalFigures[]): boolean =>
  measures.every((measure) => {
    const found = sets.map((set) => set.measures[measure]);
    return (
      found.every(({ ours, bm25, oursLessSum }) => ours.value >= bm25.value && oursLessSum.high >= 0) &&
      mean(found.map(({ oursLessSum }) => oursLessSum.value)) >= 0
    );
  });

type Judged = Record<Measure, number[]>;

/** Average precision and reciprocal rank of each question. */
const judge = (set: RetrievalSet, score: Scorer): Judged => {
  const judged: Judged = { map: [], mrr: [] };
  for (const question of set.questions) {
    const scores = score(question);
    const order = question.pool
      .filter((at) => at !== question.at && scores[at]! > 0)
      .toSorted((a, b) => scores[b]! - scores[a]! || a - b);
    const ranks = order.flatMap((at, index) => (question.same.has(at) ? [index + 1] : []));
    judged.map.push(ranks.reduce((sum, rank, index) => sum + (index + 1) / rank, 0) / question.same.size);
    judged.mrr.push(ranks.length === 0 ? 0 : 1 / ranks[0]!);
  }
  return judged;
};
