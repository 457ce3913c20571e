import type { Word } from './words.ts';

/** As many as small sentence models have, so that one column fits both. */
export const dimensions = 384;

/** How much a term counts; 0 leaves it out. */
export type TermWeight = (term: string) => number;

/**
 * Weights of the parts, chosen on the problems of `matching/routing.test.ts`; halved or doubled, each changes two hits of 108 at
 * most. Pairs of words catch "tax number" against "number"; n-grams catch what stemming leaves apart.
 */
const pairWeight = 0.3;
const ngramShare = 0.3;
const shortestNgram = 3;
const longestNgram = 5;

/**
 * The vector of a text: its stems, topics and pairs of stems in one part, the character n-grams of its words in another,
 * each of unit length, then added by their shares. Terms that come `n` times count 1 + ln n; each falls into one of the
 * dimensions with a sign, both taken from its hash, so that collisions cancel rather than add up (Weinberger et al. 2009).
 */
export const vectorOf = (words: readonly Word[], weigh: TermWeight): number[] => {
  const terms = new Features();
  const ngrams = new Features();
  let before: { term: string; weight: number } | undefined;
  for (const word of words) {
    for (const term of [...word.stems, ...word.topics]) terms.add(hashOf(term, 0, term.length, 1), weigh(term));
    const term = word.stems[0]!;
    const weight = weigh(term);
    if (before !== undefined) {
      const pair = `${before.term} ${term}`;
      terms.add(hashOf(pair, 0, pair.length, 2), (pairWeight * (before.weight + weight)) / 2);
    }
    before = { term, weight };
    if (weight > 0) addNgrams(ngrams, `<${word.text}>`, weight);
  }
  return combine(terms.toUnit(), ngrams.toUnit());
};

const addNgrams = (ngrams: Features, text: string, weight: number): void => {
  for (let length = shortestNgram; length <= longestNgram; length += 1) {
    for (let start = 0; start + length <= text.length; start += 1) {
      ngrams.add(hashOf(text, start, start + length, 3), weight);
    }
  }
};

const combine = (terms: Float64Array, ngrams: Float64Array): number[] => {
  const sum = new Float64Array(dimensions);
  const [ofTerms, ofNgrams] = [Math.sqrt(1 - ngramShare), Math.sqrt(ngramShare)];
  for (let i = 0; i < dimensions; i += 1) sum[i] = ofTerms * terms[i]! + ofNgrams * ngrams[i]!;
  return Array.from(toUnit(sum));
};

/** Occurrences and weights of terms by their hash; two terms of one hash among four billion are the same to us. */
class Features {
  readonly #counts = new Map<number, number>();
  readonly #weights = new Map<number, number>();

  add(hash: number, weight: number): void {
    if (weight <= 0) return;
    this.#counts.set(hash, (this.#counts.get(hash) ?? 0) + 1);
    this.#weights.set(hash, Math.max(this.#weights.get(hash) ?? 0, weight));
  }

  toUnit(): Float64Array {
    const vector = new Float64Array(dimensions);
    for (const [hash, count] of this.#counts) {
      const value = (1 + Math.log(count)) * this.#weights.get(hash)!;
      vector[(hash >>> 1) % dimensions]! += hash & 1 ? value : -value;
    }
    return toUnit(vector);
  }
}

const toUnit = (vector: Float64Array): Float64Array => {
  let squares = 0;
  for (const value of vector) squares += value * value;
  if (squares === 0) return vector;
  const length = Math.sqrt(squares);
  return vector.map((value) => value / length);
};

/** FNV-1a over UTF-16 units, then MurmurHash3's finaliser, so that neighbouring texts fall far apart. */
const hashOf = (text: string, start: number, end: number, kind: number): number => {
  let hash = 0x811c9dc5 ^ kind;
  for (let i = start; i < end; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};
