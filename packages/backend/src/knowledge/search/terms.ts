import { wordsOf, type Word } from '../../platform/embeddings/words.ts';

/** A text as it is compared: how often each term stands in it, and how many there are. */
export interface Field {
  terms: ReadonlyMap<string, number>;
  length: number;
}

/** An article as the score reads it. */
export interface IndexedArticle {
  title: Field;
  body: Field;
  /** The character n-grams of title and body. */
  grams: Grams;
}

/** Character n-grams by their hash, ascending, with weights that make a vector of unit length. */
export interface Grams {
  hashes: Uint32Array;
  weights: Float32Array;
}

/** A question: each of its words with what it is found by. */
export interface IndexedQuestion {
  terms: readonly string[];
  /** Words as they are written, with the term that says how rare each is. */
  words: readonly { text: string; term: string }[];
}

/** Names in the table of terms that no word can have: how many articles there are, and the sums of their lengths. */
export const totals = { articles: ' articles', title: ' title', body: ' body' } as const;

const shortestGram = 3;
const longestGram = 5;
/** What stands in the title counts twice (`knowledge.md`). */
const titleWeight = 2;

/** Codes and versions that are told apart by their figures: `E1234`, `12.04`, `403`. */
const figures = /(?<![\p{L}\p{N}.])(?=[\p{L}\p{N}._-]*\p{N})[\p{L}\p{N}]+(?:[._-][\p{L}\p{N}]+)*/gu;
const longestFigure = 24;

/** @param text plain, without markup @param languages first subtags, beside English */
export const fieldOf = (text: string, languages: readonly string[]): Field =>
  fieldOfWords(text, wordsOf(text, languages));

export const indexArticle = (
  { title, text }: { title: string; text: string },
  languages: readonly string[],
): IndexedArticle => {
  const [inTitle, inBody] = [wordsOf(title, languages), wordsOf(text, languages)];
  return {
    title: fieldOfWords(title, inTitle),
    body: fieldOfWords(text, inBody),
    grams: gramsOfArticle(inTitle, inBody),
  };
};

const fieldOfWords = (text: string, words: readonly Word[]): Field => {
  const terms = new Map<string, number>();
  for (const { stems } of words) for (const term of stems) terms.set(term, (terms.get(term) ?? 0) + 1);
  for (const figure of figuresOf(text)) terms.set(figure, (terms.get(figure) ?? 0) + 1);
  return { terms, length: words.length };
};

export const indexQuestion = (question: string, languages: readonly string[]): IndexedQuestion => {
  const words = wordsOf(question, languages);
  return {
    terms: [...new Set([...words.flatMap(({ stems }) => stems), ...figuresOf(question)])],
    words: words.map(({ text, stems }) => ({ text, term: stems[0]! })),
  };
};

/** `#` before the figure keeps it apart from words: `#12.04`. */
const figuresOf = (text: string): string[] =>
  [...text.normalize('NFKC').matchAll(figures)]
    .map(([figure]) => figure.toLowerCase())
    .filter((figure) => figure.length >= 2 && figure.length <= longestFigure)
    .map((figure) => `#${figure}`);

/** The hashes of the n-grams of one word, with its beginning and end marked: FNV-1a, each length going on from the one before. */
export const gramsOf = (word: string): number[] => {
  const text = `<${word}>`;
  const hashes: number[] = [];
  for (let start = 0; start + shortestGram <= text.length; start += 1) {
    let hash = 0x811c9dc5;
    const end = Math.min(start + longestGram, text.length);
    for (let at = start; at < end; at += 1) {
      hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
      if (at - start + 1 >= shortestGram) hashes.push(hash >>> 0);
    }
  }
  return hashes;
};

const gramsOfArticle = (title: readonly Word[], body: readonly Word[]): Grams => {
  const counts = new Map<number, number>();
  const add = (words: readonly Word[], times: number): void => {
    for (const { text } of words) for (const gram of gramsOf(text)) counts.set(gram, (counts.get(gram) ?? 0) + times);
  };
  add(title, titleWeight);
  add(body, 1);
  const hashes = Uint32Array.from(counts.keys()).toSorted();
  const weights = Float32Array.from(hashes, (hash) => 1 + Math.log(counts.get(hash)!));
  const length = Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0)) || 1;
  return { hashes, weights: weights.map((weight) => weight / length) };
};

/** The weight of an n-gram; 0 where the article has none such. */
export const weightOf = ({ hashes, weights }: Grams, hash: number): number => {
  let [low, high] = [0, hashes.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = hashes[middle]!;
    if (found === hash) return weights[middle]!;
    if (found < hash) low = middle + 1;
    else high = middle - 1;
  }
  return 0;
};
