import { isStopWord } from '../embeddings/stop-words.ts';
import { firstSubtag } from '../language-tag.ts';
import { featuresOf, visitFeatures, wordsOf, type Features } from './features.ts';

/** A trained model: plain data, not changed any more. */
export interface Model {
  labels: readonly string[];
  /** The column of each feature that the texts of training had, by its hash. */
  columns: ReadonlyMap<number, number>;
  /** How much a feature counts, by column: rarer ones more. */
  idf: Float32Array;
  /** What a word counts that none of the texts had. */
  unseenIdf: number;
  /** By column, then label; a whole number stands for that many `steps` of its column. */
  weights: Int8Array;
  /** By column. */
  steps: Float32Array;
  /** By label, for texts of any words. */
  biases: Float32Array;
  /** What scores are divided by so that a confidence of 0.8 is right in 80 of 100 held-out texts (Guo et al., ICML 2017). */
  temperature: number;
  /** Of a confidence below this the text is none of the labels. */
  threshold: number;
  /** Share of right guesses on held-out texts; null where they were too few to say. */
  accuracy: number | null;
}

/** A label with the chance that it is right. */
export interface Guess {
  label: string;
  /** 0–1, calibrated. */
  confidence: number;
}

/** What a model says of a text. */
export interface Prediction {
  /** All labels, likeliest first; together 1. */
  guesses: Guess[];
  /** Whether the likeliest is likely enough to be said. */
  isKnown: boolean;
}

/** A word of the text that spoke for a label. */
export interface Reason {
  word: string;
  /** Its share of all that spoke for the label, 0–1. */
  share: number;
}

/** A text as the model sees it: columns with values, and which part of its words the model has seen at all. */
export interface Vector {
  columns: Int32Array;
  values: Float32Array;
  /** 0 where the model knows nothing of it, 1 where it knows all words. */
  coverage: number;
}

/** Where no word is known but some of its characters are: a slip of the keyboard is heard, in a whisper. */
const leastCoverage = 0.1;

/** @param language BCP 47 tag of the language the text may be in, beside English */
export const predict = (model: Model, text: string, language?: string): Prediction => {
  const vector = vectorOf(model, featuresOf(text, language));
  const scores = scoresOf(model, vector);
  const chances = softmax(scores, model.temperature);
  const guesses = model.labels
    .map((label, at) => ({ label, confidence: chances[at]! }))
    .toSorted((a, b) => b.confidence - a.confidence || (a.label < b.label ? -1 : 1));
  return { guesses, isKnown: vector.coverage > 0 && (guesses[0]?.confidence ?? 0) >= model.threshold };
};

/**
 * The words of the text that speak for a label, strongest first: what a word, its stem, its pairs and its characters add to
 * the label's score. Exact, for the model is linear. Words that only join others are left out.
 */
export const explain = (model: Model, text: string, label: string, most: number, language?: string): Reason[] => {
  const at = model.labels.indexOf(label);
  const features = featuresOf(text, language);
  const { columns, values } = vectorOf(model, features);
  const countOf = new Map(Array.from(features.hashes, (hash, index) => [hash, features.counts[index]!]));
  const addedBy = new Map(
    Array.from(columns, (column, index) => [column, values[index]! * weightOf(model, column, at)]),
  );
  const words = wordsOf(text);
  const said = new Map<string, number>();
  const credit = (place: number, added: number): void => {
    const word = words[place]!;
    said.set(word, (said.get(word) ?? 0) + added);
  };
  visitFeatures(words, language, (hash, _isWord, place, secondPlace) => {
    const column = model.columns.get(hash);
    if (column === undefined) return;
    const half = addedBy.get(column)! / countOf.get(hash)! / 2;
    credit(place, half);
    credit(secondPlace, half);
  });
  const spoke = [...said].filter(([word, added]) => added > 0 && isTelling(word, language));
  const all = spoke.reduce((sum, [, added]) => sum + added, 0);
  return spoke
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, most)
    .map(([word, added]) => ({ word, share: added / all }));
};

const isTelling = (word: string, language = 'en'): boolean =>
  /\p{L}/u.test(word) && !isStopWord(word, ['en', firstSubtag(language)]);

const weightOf = ({ weights, steps, labels }: Model, column: number, label: number): number =>
  label < 0 ? 0 : weights[column * labels.length + label]! * steps[column]!;

/**
 * Sublinear term frequency times idf; words and characters each brought to length 1. How much of the words the model has seen
 * is kept beside them: scores are multiplied by it, so that a text of strange words speaks in a low voice. That tells texts of
 * no known kind better than the scores alone.
 */
export const vectorOf = (
  { columns, idf, unseenIdf }: Pick<Model, 'columns' | 'idf' | 'unseenIdf'>,
  { hashes, counts, areWords }: Features,
): Vector => {
  const size = hashes.length;
  const found = new Int32Array(size);
  const values = new Float32Array(size);
  const ofWords = new Uint8Array(size);
  let length = 0;
  let [wordSquares, characterSquares, unseenSquares] = [0, 0, 0];
  for (let at = 0; at < size; at += 1) {
    const column = columns.get(hashes[at]!);
    const value = (1 + Math.log(counts[at]!)) * (column === undefined ? unseenIdf : idf[column]!);
    if (column === undefined) {
      unseenSquares += areWords[at]! * value * value;
      continue;
    }
    if (areWords[at] === 1) wordSquares += value * value;
    else characterSquares += value * value;
    found[length] = column;
    values[length] = value;
    ofWords[length] = areWords[at]!;
    length += 1;
  }
  const wordNorm = Math.sqrt(wordSquares || 1);
  const characterNorm = Math.sqrt(characterSquares || 1);
  for (let at = 0; at < length; at += 1) values[at]! /= ofWords[at] === 1 ? wordNorm : characterNorm;
  return {
    columns: found.slice(0, length),
    values: values.slice(0, length),
    coverage: length === 0 ? 0 : Math.max(leastCoverage, Math.sqrt(wordSquares / (wordSquares + unseenSquares || 1))),
  };
};

/** What speaks for each label. */
const scoresOf = (model: Model, { columns, values, coverage }: Vector): Float64Array => {
  const { weights, steps, biases } = model;
  const scores = Float64Array.from(biases);
  const size = scores.length;
  for (let at = 0; at < columns.length; at += 1) {
    const column = columns[at]!;
    const value = values[at]! * steps[column]!;
    const row = column * size;
    for (let label = 0; label < size; label += 1) scores[label]! += value * weights[row + label]!;
  }
  for (let label = 0; label < size; label += 1) scores[label]! *= coverage;
  return scores;
};

/** Chances in place of scores. */
export const softmax = (scores: Float64Array, temperature = 1): Float64Array => {
  const highest = scores.reduce((most, score) => Math.max(most, score), -Infinity);
  const chances = scores.map((score) => Math.exp((score - highest) / temperature));
  const sum = chances.reduce((total, chance) => total + chance, 0);
  return chances.map((chance) => chance / sum);
};
