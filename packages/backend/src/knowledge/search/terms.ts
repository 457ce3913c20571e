import { wordsOf } from '../../platform/embeddings/words.ts';

/** A text as it is compared: how often each term stands in it, and how many there are. */
export interface Field {
  terms: ReadonlyMap<string, number>;
  length: number;
}

/** An article as the score reads it. */
export interface IndexedArticle {
  title: Field;
  body: Field;
  /** Weights of the character n-grams of title and body, of unit length. */
  grams: ReadonlyMap<string, number>;
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
/** Beyond that, more text changes nothing in what an article is about. */
const mostGrams = 6_000;

/** Codes and versions that are told apart by their figures: `E1234`, `12.04`, `403`. */
const figures = /(?<![\p{L}\p{N}.])(?=[\p{L}\p{N}._-]*\p{N})[\p{L}\p{N}]+(?:[._-][\p{L}\p{N}]+)*/gu;
const longestFigure = 24;

/** @param text plain, without markup @param languages first subtags, beside English */
export const fieldOf = (text: string, languages: readonly string[]): Field => {
  const terms = new Map<string, number>();
  const words = wordsOf(text, languages);
  for (const { stems } of words) for (const term of stems) terms.set(term, (terms.get(term) ?? 0) + 1);
  for (const figure of figuresOf(text)) terms.set(figure, (terms.get(figure) ?? 0) + 1);
  return { terms, length: words.length };
};

export const indexArticle = (
  { title, text }: { title: string; text: string },
  languages: readonly string[],
): IndexedArticle => ({
  title: fieldOf(title, languages),
  body: fieldOf(text, languages),
  grams: gramsOfArticle(title, text, languages),
});

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

/** The n-grams of one word, with its beginning and end marked. */
export const gramsOf = (word: string): string[] => {
  const text = `<${word}>`;
  const grams: string[] = [];
  for (let length = shortestGram; length <= longestGram; length += 1) {
    for (let start = 0; start + length <= text.length; start += 1) grams.push(text.slice(start, start + length));
  }
  return grams;
};

const gramsOfArticle = (title: string, text: string, languages: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>();
  const add = (words: ReturnType<typeof wordsOf>, times: number): void => {
    for (const word of words) {
      for (const gram of gramsOf(word.text)) counts.set(gram, (counts.get(gram) ?? 0) + times);
      if (counts.size >= mostGrams) return;
    }
  };
  add(wordsOf(title, languages), titleWeight);
  add(wordsOf(text, languages), 1);
  const weighted = [...counts].map(([gram, count]) => [gram, 1 + Math.log(count)] as const);
  return toUnit(weighted);
};

/** Of length 1, or empty. */
export const toUnit = (weights: readonly (readonly [string, number])[]): Map<string, number> => {
  const length = Math.sqrt(weights.reduce((sum, [, weight]) => sum + weight * weight, 0));
  return new Map(length === 0 ? [] : weights.map(([gram, weight]) => [gram, weight / length]));
};
