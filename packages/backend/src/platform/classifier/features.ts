import { stem } from '../embeddings/stems.ts';
import { firstSubtag } from '../language-tag.ts';

/**
 * What a text consists of, for a linear model: words and their stems, pairs of neighbouring words, and runs of three to five characters within
 * a word (the recipe that Wang and Manning, ACL 2012, found hard to beat on short texts, with the character runs that carry it
 * over slips of the keyboard, inflection and languages without a stemmer). Stop words stay: "when will" and "why was" tell
 * intents apart. A feature is known by a 32-bit hash alone, so that a model holds no word anybody wrote.
 */
export interface Features {
  /** Each once. */
  hashes: Uint32Array;
  /** How often it is in the text. */
  counts: Uint16Array;
  /** 1 for words, stems and pairs, 0 for runs of characters: they are weighed apart, for each word has many of the latter. */
  areWords: Uint8Array;
}

/** Told of each feature wherever it is in a text: its hash, its side, and the places of the words it is found in. */
type Visit = (hash: number, isWord: boolean, place: number, secondPlace: number) => void;

/** A pasted log beyond this adds time, not meaning. */
const mostWords = 300;
/** Longer runs of letters are encoded data: their beginning is enough to know them by. */
const longestWord = 40;
const shortestRun = 3;
const longestRun = 5;

/** The same letters are another feature as a word, as a stem, and within a word. */
const kinds = { word: 1, stem: 2, run: 3 } as const;

const url = /\b(?:https?|wss?|ftp):\/\/\S+|\bwww\.\S+/giu;
/** Hashes and ids: they name one case, not a kind. */
const id = /\b(?=[\da-f-]{0,63}\d)[\da-f]{8,}(?:-[\da-f]{4,})*\b/giu;
const spacelessSigns =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
/** A word; in scripts without spaces two neighbouring signs stand for one, as in most search engines. */
const word = new RegExp(
  `(?=([${spacelessSigns}]{2}))[${spacelessSigns}]|[${spacelessSigns}]|(?:(?![${spacelessSigns}])[\\p{L}\\p{M}\\p{N}])+(?:['’][\\p{L}\\p{M}]+)*`,
  'gu',
);

/** The words of a text: composed (NFKC), case folded, figures as zeros, without addresses and ids. */
export const wordsOf = (text: string): string[] => {
  const plain = text.normalize('NFKC').toLowerCase().replace(url, ' ').replace(id, ' ').replaceAll('’', "'");
  const words: string[] = [];
  for (const [found, pair] of plain.matchAll(word)) {
    words.push((pair ?? found).replace(/\p{N}/gu, '0').slice(0, longestWord));
    if (words.length === mostWords) break;
  }
  return words;
};

/**
 * The features of a text; none where it has no words.
 *
 * @param language BCP 47 tag of the language it may be in, beside English
 */
export const featuresOf = (text: string, language?: string): Features => {
  const counts = new Map<number, number>();
  const words = new Set<number>();
  visitFeatures(wordsOf(text), language, (hash, isWord) => {
    counts.set(hash, (counts.get(hash) ?? 0) + 1);
    if (isWord) words.add(hash);
  });
  return {
    hashes: Uint32Array.from(counts.keys()),
    counts: Uint16Array.from(counts.values()),
    areWords: Uint8Array.from(counts.keys(), (hash) => (words.has(hash) ? 1 : 0)),
  };
};

/** Goes through the features of a text where they are. */
export const visitFeatures = (words: readonly string[], language = 'en', visit: Visit): void => {
  const languages = new Set(['en', firstSubtag(language)]);
  for (const [place, written] of words.entries()) {
    const own = hashOf(written, kinds.word);
    visit(own, true, place, place);
    const bare = written.replace(/'.*$/u, '');
    for (const found of new Set([...languages].map((one) => stem(bare, one)))) {
      visit(hashOf(found, kinds.stem), true, place, place);
    }
    const next = words[place + 1];
    if (next !== undefined) visit(hashOf(next, mixed(own)), true, place, place + 1);
    const padded = ` ${written} `;
    for (let length = shortestRun; length <= longestRun; length += 1) {
      for (let start = 0; start + length <= padded.length; start += 1) {
        visit(hashOf(padded, kinds.run, start, start + length), false, place, place);
      }
    }
  }
};

/** FNV-1a over UTF-16 units, then mixed (the finaliser of MurmurHash3): 32 bits, unsigned. */
const hashOf = (text: string, seed: number, start = 0, end = text.length): number => {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return mixed(hash);
};

const mixed = (hash: number): number => {
  let bits = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
};
