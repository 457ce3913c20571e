import type { Command } from '../index.ts';
import { jsonOption } from '../options.ts';
import { print, printJson, progress } from '../terminal.ts';
import { dataOption, dataPath, inColumns, withInterval } from './output.ts';
import { readRetrievalSets } from './retrieval/data.ts';
import { isGoodRetrieval, measureRetrieval, measures } from './retrieval/measure.ts';

/**
 * `eval retrieval`: texts that say the same found by a title alone, with the score of the product's search, beside BM25 and beside
 * the sum of BM25 and character n-grams: mean average precision and mean reciprocal rank, intervals over questions. Exit code 1
 * when a baseline does better than chance explains.
 */
export const evalRetrieval: Command = {
  options: { data: dataOption, json: jsonOption },
  run: async ({ flags }) => {
    const sets = readRetrievalSets(dataPath(flags)).map((set) => {
      progress(`${set.name}: ${set.questions.length} questions among ${set.texts.length} texts`);
      return measureRetrieval(set);
    });
    const isGood = isGoodRetrieval(sets);
    if (flags.json === true) {
      printJson({ ok: isGood, sets });
      return isGood ? 0 : 1;
    }
    const rows = sets.flatMap((set) =>
      measures.map((measure) => {
        const { ours, bm25, sum, oursLessSum } = set.measures[measure];
        const figures = [ours, bm25, sum, oursLessSum].map(withInterval);
        return [`${set.name}, ${measure.toUpperCase()}`, String(set.questions), String(set.texts), ...figures];
      }),
    );
    print(inColumns([['', 'questions', 'texts', 'ours', 'BM25', 'BM25 + n-grams', 'ours − sum'], ...rows]));
    return isGood ? 0 : 1;
  },
};
