import type { Example } from '../../platform/classifier/index.ts';
import { topicsOf, topicWords } from '../../platform/embeddings/lexicon.ts';
import { wordsOf } from '../../platform/embeddings/words.ts';
import { firstSubtag } from '../../platform/language-tag.ts';

/** None of the domains. */
export const other = 'other';

/** The domains there are before anybody has said anything. */
export const seedDomains: readonly string[] = [...topicWords.keys()];

/**
 * What the domains' own names say, as examples: `card-arrival` is about "card arrival". It is worth a point of accuracy where a
 * domain has a handful of examples, and nothing where it has many.
 */
export const nameSeeds = (domains: Iterable<string>): Example[] =>
  [...new Set(domains)]
    .filter((label) => label !== other)
    .map((label) => ({ text: label.replace(/[-_./]+/g, ' '), label, isSeed: true }))
    .filter(({ text }) => /\p{L}{2}/u.test(text));

/** A seed counts less than what an expert said. */
const seedWeight = 0.3;

/** The seed domains' words, as examples of one word each. */
export const wordSeeds = (): Example[] =>
  [...topicWords].flatMap(([label, words]) => words.map((text) => ({ text, label, weight: seedWeight, isSeed: true })));

/** A domain with what spoke for it. */
export interface DomainGuess {
  domain: string;
  /** 0–1. */
  confidence: number;
  /** Of the person, strongest first. */
  words: string[];
}

/** What no word speaks for: as much as one word that speaks for it alone. */
const doubt = 1;

/**
 * Domains by the seed words in a text: each word speaks once, and where it belongs to several domains in equal parts. A single
 * word gives a confidence of 1/2, two of the same domain 2/3. Likeliest first; empty where no word belongs to any.
 */
export const bySeedWords = (text: string, language: string): DomainGuess[] => {
  const words = new Map(wordsOf(text, [firstSubtag(language)]).map((word) => [word.stems[0] ?? word.text, word]));
  const spoken = new Map<string, { score: number; words: string[] }>();
  let all = doubt;
  for (const { text: word, stems } of words.values()) {
    const topics = new Set(topicsOf(word, stems[0] ?? word));
    if (topics.size > 0) all += 1;
    for (const topic of topics) {
      const domain = topic.slice(1);
      const { score, words: said } = spoken.get(domain) ?? { score: 0, words: [] };
      spoken.set(domain, { score: score + 1 / topics.size, words: [...said, word] });
    }
  }
  return [...spoken]
    .map(([domain, { score, words: said }]) => ({ domain, confidence: score / all, words: said }))
    .toSorted((a, b) => b.confidence - a.confidence || (a.domain < b.domain ? -1 : 1));
};
