import { gramsOf, weightOf, type Grams, type IndexedArticle, type IndexedQuestion } from './terms.ts';

/** What is known of all published articles together. */
export interface Corpus {
  articles: number;
  /** Mean lengths in words. */
  titleLength: number;
  bodyLength: number;
  /** How many articles have a term; a term that none has is missing. */
  having: ReadonlyMap<string, number>;
}

/** One article that may answer, with what only the database knows of it. */
export interface Candidate {
  id: string;
  index: IndexedArticle;
  /** Cosine with the question, -1–1; 0 where either says nothing. */
  similarity: number;
  helped: number;
  notHelped: number;
  solved: number;
}

export interface Scored {
  id: string;
  /** 0–1, comparable within one answer only. */
  score: number;
}

/** Robertson and Zaragoza 2009: the usual values; the title is short by nature, so its length says less. */
const k1 = 1.2;
const bodyB = 0.75;
const titleB = 0.3;
const titleBoost = 2;

/**
 * Shares of the three parts, chosen on AskUbuntu's duplicate questions; SeaMonkey's duplicate reports, not looked at for the
 * choice, agree (`bench/retrieval.bench.ts`): words first, letters for what is written otherwise, meaning where neither meets.
 */
export const weights = { words: 1, letters: 1, meaning: 0.3 } as const;
/** The most that evidence adds: it decides between equals, and never lifts what does not fit. */
export const evidenceShare = 0.1;

/** The candidates that have anything to do with the question, best first. */
export const rankArticles = (question: IndexedQuestion, candidates: readonly Candidate[], corpus: Corpus): Scored[] => {
  const letters = lettersOf(question, corpus);
  const parts = candidates.map(({ index, similarity }) => ({
    words: bm25f(question.terms, index, corpus),
    letters: cosine(letters, index.grams),
    meaning: Math.max(0, similarity),
  }));
  const best = {
    words: Math.max(0, ...parts.map(({ words }) => words)),
    letters: Math.max(0, ...parts.map((part) => part.letters)),
    meaning: Math.max(0, ...parts.map(({ meaning }) => meaning)),
  };
  const share = (value: number, most: number): number => (most === 0 ? 0 : value / most);
  const whole = weights.words + weights.letters + weights.meaning;
  return candidates
    .map((candidate, index) => {
      const { words, letters: spelt, meaning } = parts[index]!;
      const fit =
        (weights.words * share(words, best.words) +
          weights.letters * share(spelt, best.letters) +
          weights.meaning * share(meaning, best.meaning)) /
        whole;
      return { id: candidate.id, score: (fit * (1 + evidenceShare * evidenceOf(candidate))) / (1 + evidenceShare) };
    })
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
};

/** 0–1: how often it helped, shrunk towards one half while few have said anything. */
export const evidenceOf = ({
  helped,
  notHelped,
  solved,
}: Pick<Candidate, 'helped' | 'notHelped' | 'solved'>): number => {
  const good = helped + solved;
  return (good + 1) / (good + notHelped + 2);
};

/** How rare a term is: ln(1 + (N − n + ½) / (n + ½)), which is never negative. */
export const rarityOf = (term: string, { articles, having }: Pick<Corpus, 'articles' | 'having'>): number => {
  const n = Math.min(having.get(term) ?? 0, articles);
  return Math.log(1 + (articles - n + 0.5) / (n + 0.5));
};

const bm25f = (terms: readonly string[], { title, body }: IndexedArticle, corpus: Corpus): number => {
  const titleNorm = 1 - titleB + (titleB * title.length) / Math.max(1, corpus.titleLength);
  const bodyNorm = 1 - bodyB + (bodyB * body.length) / Math.max(1, corpus.bodyLength);
  let sum = 0;
  for (const term of terms) {
    const inTitle = title.terms.get(term) ?? 0;
    const inBody = body.terms.get(term) ?? 0;
    if (inTitle + inBody === 0) continue;
    const frequency = (titleBoost * inTitle) / titleNorm + inBody / bodyNorm;
    sum += (rarityOf(term, corpus) * frequency * (k1 + 1)) / (k1 + frequency);
  }
  return sum;
};

/** The question's n-grams, each as heavy as the word it comes from is rare; of unit length. */
const lettersOf = ({ words }: IndexedQuestion, corpus: Corpus): Map<number, number> => {
  const grams = new Map<number, number>();
  for (const { text, term } of words) {
    const weight = rarityOf(term, corpus);
    for (const gram of gramsOf(text)) grams.set(gram, Math.max(grams.get(gram) ?? 0, weight));
  }
  const length = Math.sqrt([...grams.values()].reduce((sum, weight) => sum + weight * weight, 0)) || 1;
  return new Map([...grams].map(([gram, weight]) => [gram, weight / length]));
};

const cosine = (question: ReadonlyMap<number, number>, article: Grams): number => {
  let sum = 0;
  for (const [gram, weight] of question) sum += weight * weightOf(article, gram);
  return sum;
};
