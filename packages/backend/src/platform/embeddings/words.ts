import { topicsOf } from './lexicon.ts';
import { stem } from './stems.ts';
import { isStopWord } from './stop-words.ts';

/** One word of a text that says something: how it is written, and the stems it is found by. */
export interface Word {
  /** Lower case. */
  text: string;
  /** English first, then those of the text's other languages and the one without diacritics, where they differ. */
  stems: readonly string[];
  /** What it is about, where the lexicon knows: `~browser`. */
  topics: readonly string[];
}

/** Longer runs of letters are encoded data, not words. */
const longestWord = 40;
/** A pasted log beyond this adds time, not meaning. */
const mostWords = 400;

const url = /\b(?:https?|wss?|ftp):\/\/\S+|\bwww\.\S+/giu;
/** Hashes and ids: eight or more hexadecimal digits, dashes within, at least one of them a figure. */
const hash = /\b(?=[\da-f-]{0,63}\d)[\da-f]{8,}(?:-[\da-f]{4,})*\b|\b0x[\da-f]+\b/giu;
/** Numbers with their separators and unit, but for the HTTP states 400–599, which people quote to say what happened. */
const number = /(?<![\p{L}\p{N}])(?![45]\d\d(?![\p{L}\p{N}.,]))\d[\d.,:/%-]*(?:[a-z]{1,2}(?!\p{L}))?/giu;
/** Scripts that put no spaces between words: there each pair of neighbouring signs stands for a word, as in most search engines. */
const spacelessSigns =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
const spaceless = new RegExp(`^[${spacelessSigns}]`, 'u');
const scriptChange = new RegExp(
  `(?<=\\p{Script=Latin})(?=[${spacelessSigns}])|(?<=[${spacelessSigns}])(?=\\p{Script=Latin})`,
  'u',
);
const wordRun = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*/gu;

/**
 * The words of a text in their order, without stop words. Unicode is composed (NFKC), case is folded, `camelCase` is read
 * whole and in its parts, `snake_case` in its parts; URLs, hashes and numbers are left out: they name one case, not a kind.
 *
 * @param languages first subtags the text may be in; English is always among them
 */
export const wordsOf = (text: string, languages: readonly string[] = []): Word[] => {
  const all = ['en', ...languages.filter((language) => language !== 'en')];
  const plain = text.normalize('NFKC').replace(url, ' ').replace(hash, ' ').replace(number, ' ');
  const words: Word[] = [];
  for (const [run] of plain.replaceAll('_', ' ').matchAll(wordRun)) {
    for (const word of namesIn(run)) addWords(words, word.toLowerCase().replaceAll('’', "'"), all);
    if (words.length >= mostWords) break;
  }
  return words;
};

const addWords = (words: Word[], word: string, languages: readonly string[]): void => {
  if (spaceless.test(word)) words.push(...pairsOf(word).map((pair) => ({ text: pair, stems: [pair], topics: [] })));
  else if (word.length <= longestWord && !isStopWord(word, languages)) {
    const stems = stemsOf(word.replace(/'.*$/u, ''), languages);
    words.push({ text: word, stems, topics: topicsOf(word, stems[0]!) });
  }
};

/** `localStorage` → `localStorage`, `local`, `Storage`; `SQLが遅い` → `SQL`, `が遅い`. */
const namesIn = (run: string): string[] =>
  run.split(scriptChange).flatMap((name) => {
    const parts = name.length > longestWord ? [name] : name.split(/(?<=\p{Ll})(?=\p{Lu})/u);
    return parts.length === 1 ? parts : [name, ...parts];
  });

const pairsOf = (run: string): string[] => {
  const signs = Array.from(run.slice(0, mostWords));
  return signs.length === 1 ? signs : signs.slice(1).map((sign, index) => signs[index]! + sign);
};

const stemsOf = (word: string, languages: readonly string[]): string[] => {
  const folded = word.normalize('NFD').replace(/\p{M}/gu, '');
  // Marks are part of the letter in scripts such as Devanagari: there the folded form would be another word.
  const forms = folded !== word && /^\p{Script=Latin}+$/u.test(folded) ? [word, folded] : [word];
  return [...new Set(languages.flatMap((language) => forms.map((form) => stem(form, language))))];
};
