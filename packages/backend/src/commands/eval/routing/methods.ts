import { wordsOf } from '../../../platform/embeddings/words.ts';
import type { Answer, Asked } from './site.ts';

/** How well each user fits; who is missing fits not at all. */
export type Scores = ReadonlyMap<string, number>;

/** A method that others use, or that anybody would think of first. */
export const methodNames = [
  'activity of 90 days',
  'BM25 kNN',
  'BM25 of profiles',
  'kNN + profile + recency',
  'round robin',
  'least busy',
] as const;
export type MethodName = (typeof methodNames)[number];

const dayMs = 86_400_000;
/** Robertson and Zaragoza 2009: the usual values. */
const k1 = 1.2;
const b = 0.75;
/** Answers that vote, by how alike they are. */
const neighbours = 50;
/** Recency in the blend: half after so long. */
const halfLifeMs = 90 * dayMs;
/** Who answered so lately is busy. */
const busyMs = 7 * dayMs;

/**
 * The methods, over the answers so far. They know what the product knows: questions and answers as stems without stop words,
 * who wrote them and when. `add` in the order of time.
 */
export const createMethods = () => {
  const answers: { answer: Answer; length: number }[] = [];
  /** Which answers have a term, and how often. */
  const postings = new Map<string, { at: number; count: number }[]>();
  const profiles = new Map<string, { terms: Map<string, number>; length: number }>();
  let length = 0;

  const rarityOf = (term: string): number => {
    const n = postings.get(term)?.length ?? 0;
    return Math.log(1 + (answers.length - n + 0.5) / (n + 0.5));
  };
  const bm25 = (term: string, count: number, own: number, mean: number): number =>
    (rarityOf(term) * count * (k1 + 1)) / (count + k1 * (1 - b + (b * own) / mean));

  /** Each answer's likeness to what was asked. */
  const likes = (asked: readonly string[]): Float64Array => {
    const sums = new Float64Array(answers.length);
    for (const term of asked) {
      for (const { at, count } of postings.get(term) ?? []) {
        sums[at]! += bm25(term, count, answers[at]!.length, length / answers.length);
      }
    }
    return sums;
  };
  /** How like each candidate's answers together are to what was asked. */
  const profileLikes = (asked: readonly string[], candidates: readonly string[]): Map<string, number> => {
    const mean = [...profiles.values()].reduce((sum, one) => sum + one.length, 0) / profiles.size;
    return new Map(
      candidates.map((user) => {
        const { terms, length: own } = profiles.get(user)!;
        const sum = asked.reduce((total, term) => total + bm25(term, terms.get(term) ?? 0, own, mean), 0);
        return [user, sum];
      }),
    );
  };
  const perUser = (valueOf: (answer: Answer) => number): Map<string, number> => {
    const sums = new Map<string, number>();
    for (const { answer } of answers) sums.set(answer.userId, (sums.get(answer.userId) ?? 0) + valueOf(answer));
    return sums;
  };

  return {
    add: (answer: Answer): void => {
      const { terms, length: own } = documentOf(answer.text);
      const profile = profiles.get(answer.userId) ?? { terms: new Map<string, number>(), length: 0 };
      profiles.set(answer.userId, profile);
      profile.length += own;
      for (const [term, count] of terms) {
        const found = postings.get(term) ?? [];
        postings.set(term, found);
        found.push({ at: answers.length, count });
        profile.terms.set(term, (profile.terms.get(term) ?? 0) + count);
      }
      answers.push({ answer, length: own });
      length += own;
    },

    scores: ({ text, at, candidates }: Asked): Record<MethodName, Scores> => {
      const asked = [...documentOf(text).terms.keys()];
      const alike = [...likes(asked).entries()].toSorted(([, x], [, y]) => y - x).slice(0, neighbours);
      const knn = new Map<string, number>();
      for (const [index, like] of alike) {
        const { userId } = answers[index]!.answer;
        knn.set(userId, (knn.get(userId) ?? 0) + like);
      }
      const profile = profileLikes(asked, candidates);
      const recency = perUser((answer) => 0.5 ** ((at - answer.at) / halfLifeMs));
      const last = new Map(answers.map(({ answer }) => [answer.userId, answer.at]));
      const [ofKnn, ofProfile, ofRecency] = [knn, profile, recency].map((scores) => shareOf(scores, candidates));
      return {
        'activity of 90 days': perUser((answer) => (at - answer.at <= 90 * dayMs ? 1 : 0)),
        'BM25 kNN': knn,
        'BM25 of profiles': profile,
        'kNN + profile + recency': new Map(
          candidates.map((user) => [user, ofKnn!(user) + ofProfile!(user) + ofRecency!(user)]),
        ),
        'round robin': new Map([...last].map(([user, when]) => [user, at - when])),
        'least busy': perUser((answer) => (at - answer.at <= busyMs ? -1 : 0)),
      };
    },
  };
};

/** Of the best of the candidates. */
const shareOf = (scores: Scores, candidates: readonly string[]): ((user: string) => number) => {
  const most = Math.max(0, ...candidates.map((user) => scores.get(user) ?? 0));
  return (user) => (most === 0 ? 0 : (scores.get(user) ?? 0) / most);
};

const documentOf = (text: string): { terms: Map<string, number>; length: number } => {
  const words = wordsOf(text);
  const terms = new Map<string, number>();
  for (const { stems } of words) terms.set(stems[0]!, (terms.get(stems[0]!) ?? 0) + 1);
  return { terms, length: words.length };
};

/**
 * The place of the first of those who answered, 1 the best. Among equals everybody stands in the middle: what does not tell
 * people apart gains nothing by the order in which they are written down.
 */
export const placeOf = ({ candidates, truth }: Pick<Asked, 'candidates' | 'truth'>, scores: Scores): number => {
  const scoreOf = (user: string): number => scores.get(user) ?? 0;
  return Math.min(
    ...[...truth].map((user) => {
      const own = scoreOf(user);
      const before = candidates.filter((other) => scoreOf(other) > own).length;
      const equal = candidates.filter((other) => other !== user && scoreOf(other) === own).length;
      return 1 + before + equal / 2;
    }),
  );
};
