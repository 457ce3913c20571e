import { measureRetrieval, measures } from '../packages/backend/src/commands/eval/retrieval/measure.ts';
import { readRetrievalSets } from '../packages/backend/src/commands/eval/retrieval/data.ts';
import { absolute, median, percentile, relative } from './harness.ts';
import type { Benchmark, Row } from './harness.ts';
import { measureSearch } from './retrieval/latency.ts';

/** The folder that holds `retrieval/`, in the shape that `harmony eval retrieval` reads. */
const folder = process.env.HARMONY_BENCH_DATA;

const benchmark: Benchmark = {
  about:
    'duplicate questions found by their titles, with the product’s own score, beside BM25 and the sum of BM25 and character ' +
    'n-grams on the same data; then the time of a search through 10,000 articles on the embedded database',
  run: async ({ isQuick, log }) => {
    if (folder === undefined) {
      log('HARMONY_BENCH_DATA is not set: there is no data to measure with');
      return [];
    }
    const sets = readRetrievalSets(`${folder}/retrieval`).map((set) =>
      isQuick ? { ...set, questions: set.questions.slice(0, 5) } : set,
    );
    const rows: Row[] = [];
    for (const set of sets) {
      log(`${set.name}: ${set.questions.length} questions, ${set.texts.length} texts …`);
      const figures = measureRetrieval(set);
      for (const measure of measures) {
        const { ours, bm25, sum, oursLessSum } = figures.measures[measure];
        const name = `${set.name}: ${measure.toUpperCase()}`;
        rows.push(
          relative(`${name}, baseline BM25`, ours.value, '', bm25.value, { atLeast: 1 }),
          relative(`${name}, baseline BM25 + n-grams`, ours.value, '', sum.value),
          absolute(`${name} − that sum, upper end of the 95 % interval`, oursLessSum.high, '', { atLeast: 0 }),
        );
      }
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
