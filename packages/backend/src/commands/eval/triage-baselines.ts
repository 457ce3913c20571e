import type { LabelledText } from './triage-rows.ts';

/** Something that was shown labelled texts and guesses those of others. */
export interface Guesser {
  /** `confidence`: the higher, the surer that the text is of one of the labels at all; only the order counts. */
  guess(text: string): { label: string; confidence: number };
}

/** What ours is measured beside: names, and how each is made from labelled texts. */
export const baselines: Readonly<Record<string, (texts: readonly LabelledText[]) => Guesser>> = {
  'nearest texts': (texts) => nearestTexts(texts),
  'naive Bayes': (texts) => naiveBayes(texts),
  majority: (texts) => majority(texts),
};

const neighbours = 20;

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/**
 * The twenty nearest texts by cosine of sublinear tf-idf over words vote with the fourth power of their cosines: the best of 30
 * such rules on a part of BANKING77's training texts, so that the baseline is a strong one.
 */
const nearestTexts = (texts: readonly LabelledText[]): Guesser => {
  const having = new Map<string, number>();
  const counted = texts.map(({ text }) => countsOf(wordsOf(text)));
  for (const counts of counted) for (const word of counts.keys()) having.set(word, (having.get(word) ?? 0) + 1);
  const vectorOf = (counts: ReadonlyMap<string, number>): [word: string, value: number][] => {
    const values = [...counts].map(([word, count]): [string, number] => [
      word,
      (1 + Math.log(count)) * (Math.log((1 + texts.length) / (1 + (having.get(word) ?? 0))) + 1),
    ]);
    const norm = Math.hypot(...values.map(([, value]) => value)) || 1;
    return values.map(([word, value]) => [word, value / norm]);
  };
  const postings = new Map<string, { at: number; value: number }[]>();
  for (const [at, counts] of counted.entries()) {
    for (const [word, value] of vectorOf(counts)) {
      const list = postings.get(word);
      if (list === undefined) postings.set(word, [{ at, value }]);
      else list.push({ at, value });
    }
  }
  const cosines = new Float64Array(texts.length);
  return {
    guess: (text) => {
      cosines.fill(0);
      for (const [word, value] of vectorOf(countsOf(wordsOf(text)))) {
        for (const one of postings.get(word) ?? []) cosines[one.at]! += value * one.value;
      }
      const nearest = highest(cosines, neighbours);
      const votes = new Map<string, number>();
      for (const at of nearest) votes.set(texts[at]!.label, (votes.get(texts[at]!.label) ?? 0) + cosines[at]! ** 4);
      return { label: likeliest(votes) ?? texts[0]!.label, confidence: cosines[nearest[0] ?? 0]! };
    },
  };
};

/** Where the highest values above 0 are, highest first. */
const highest = (values: Float64Array, most: number): number[] => {
  const kept: number[] = [];
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at]!;
    if (value === 0 || (kept.length === most && value <= values[kept[most - 1]!]!)) continue;
    let place = kept.length;
    while (place > 0 && values[kept[place - 1]!]! < value) place -= 1;
    kept.splice(place, 0, at);
    if (kept.length > most) kept.pop();
  }
  return kept;
};

const smoothing = 0.1;

/** Multinomial, over words; smoothing chosen in the same way. */
const naiveBayes = (texts: readonly LabelledText[]): Guesser => {
  const labels = [...new Set(texts.map(({ label }) => label))];
  const place = new Map(labels.map((label, at) => [label, at]));
  const priors = new Float64Array(labels.length);
  const totals = new Float64Array(labels.length);
  const counts = new Map<string, Float64Array>();
  for (const { text, label } of texts) {
    const at = place.get(label)!;
    priors[at]! += 1;
    for (const term of wordsOf(text)) {
      const row = counts.get(term) ?? new Float64Array(labels.length);
      counts.set(term, row);
      row[at]! += 1;
      totals[at]! += 1;
    }
  }
  return {
    guess: (text) => {
      const scores = priors.map((prior) => Math.log(prior / texts.length));
      for (const term of wordsOf(text)) {
        const row = counts.get(term);
        if (row === undefined) continue;
        for (let at = 0; at < labels.length; at += 1) {
          scores[at]! += Math.log((row[at]! + smoothing) / (totals[at]! + smoothing * counts.size));
        }
      }
      const highest = scores.reduce((most, score) => Math.max(most, score), -Infinity);
      const sum = scores.reduce((all, score) => all + Math.exp(score - highest), 0);
      return { label: labels[scores.indexOf(highest)]!, confidence: 1 / sum };
    },
  };
};

/** The most frequent label, whatever the text. */
const majority = (texts: readonly LabelledText[]): Guesser => {
  const label = likeliest(countsOf(texts.map((one) => one.label))) ?? '';
  return { guess: () => ({ label, confidence: 0 }) };
};

const countsOf = (items: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
};

const likeliest = (votes: ReadonlyMap<string, number>): string | undefined =>
  [...votes].reduce<[string, number] | undefined>(
    (best, one) => (best === undefined || one[1] > best[1] ? one : best),
    undefined,
  )?.[0];
