import { absolute, median, percentile, relative } from './harness.ts';
import type { Benchmark, Row } from './harness.ts';
import { bm25Of, ngramsOf, sumOf, type Scorer } from './retrieval/baselines.ts';
import { readAskUbuntu, readSeaMonkey, type RetrievalSet } from './retrieval/data.ts';
import { measureSearch } from './retrieval/latency.ts';
import { productOf } from './retrieval/product.ts';

/** The folder with `retrieval/askubuntu-pairs.tsv` and `retrieval/seamonkey-*.csv`. */
const folder = process.env.HARMONY_BENCH_DATA;
/** Drawn again that often for an interval; more changes its third digit. */
const DRAWS = 1_000;

const benchmark: Benchmark = {
  about:
    'duplicate questions found by their titles, with the product’s own score, beside BM25 and the sum of BM25 and character ' +
    'n-grams on the same data; then the time of a search through 10,000 articles on the embedded database',
  run: async ({ isQuick, log }) => {
    if (folder === undefined) {
      log('HARMONY_BENCH_DATA is not set: there is no data to measure with');
      return [];
    }
    const sets = [readAskUbuntu(folder), readSeaMonkey(folder)].map((set) =>
      isQuick ? { ...set, questions: set.questions.slice(0, 5) } : set,
    );
    const rows: Row[] = [];
    for (const set of sets) {
      log(`${set.name}: ${set.questions.length} questions, ${set.texts.length} texts …`);
      rows.push(...compare(set));
    }
    const times = await measureSearch(sets, isQuick ? 200 : 10_000, isQuick ? 5 : 200, log);
    return [
      ...rows,
      absolute(`search, ${times.articles} articles, median`, median(times.ms), 'ms'),
      absolute(`search, ${times.articles} articles, p95`, percentile(times.ms, 0.95), 'ms', { atMost: 50 }),
    ];
  },
};

export default benchmark;

function compare(set: RetrievalSet): Row[] {
  const bm25 = bm25Of(set);
  const ofBm25 = judge(set, bm25);
  const ofSum = judge(set, sumOf(bm25, ngramsOf(set)));
  const ours = judge(set, productOf(set));
  return (['map', 'mrr'] as const).flatMap((measure) => {
    const [a, b, c] = [ours[measure], ofBm25[measure], ofSum[measure]];
    const name = `${set.name}: ${measure.toUpperCase()}`;
    return [
      relative(`${name}, baseline BM25`, mean(a), '', mean(b), { atLeast: 1 }),
      relative(`${name}, baseline BM25 + n-grams`, mean(a), '', mean(c)),
      absolute(`${name} − that sum, upper end of the 95 % interval`, upperEnd(a, c), '', { atLeast: 0 }),
    ];
  });
}

/** Average precision and reciprocal rank of each question. */
function judge(set: RetrievalSet, score: Scorer): { map: number[]; mrr: number[] } {
  const map: number[] = [];
  const mrr: number[] = [];
  for (const question of set.questions) {
    const scores = score(question);
    const order = question.pool
      .filter((at) => at !== question.at && scores[at]! > 0)
      .toSorted((a, b) => scores[b]! - scores[a]! || a - b);
    const ranks = order.flatMap((at, index) => (question.same.has(at) ? [index + 1] : []));
    map.push(ranks.reduce((sum, rank, index) => sum + (index + 1) / rank, 0) / question.same.size);
    mrr.push(ranks.length === 0 ? 0 : 1 / ranks[0]!);
  }
  return { map, mrr };
}

/** Of the mean difference, by drawing questions again (paired bootstrap), always the same draws. */
function upperEnd(a: readonly number[], b: readonly number[]): number {
  const differences = a.map((value, index) => value - b[index]!);
  let state = 42;
  const draw = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return differences[Math.floor((state / 2 ** 32) * differences.length)]!;
  };
  return percentile(
    Array.from({ length: DRAWS }, () => mean(differences.map(draw))),
    0.975,
  );
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
