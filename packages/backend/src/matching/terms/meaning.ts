import type { Candidate, Solved } from '../../experts/index.ts';

/** The share of the nearest in `meaning`; the rest is the mean of the three nearest, for breadth. */
const shareOfBest = 0.7;
/** A solved problem of so long ago counts half: products change, and people forget. Half a year or two years are as good. */
const halfMeaningMs = 365 * 86_400_000;

/**
 * How near the question is to what somebody says about themselves, and to what they have solved (faded by age): 0–1. Three
 * even for somebody who said one thing: breadth is what the mean is there for.
 */
export const meaningOf = ({ statements, solved }: Pick<Candidate, 'statements' | 'solved'>, now: number): number => {
  const all = [...statements.map(({ similarity }) => similarity), ...solved.map((one) => fadedSimilarity(one, now))];
  const nearest = all.toSorted((a, b) => b - a);
  const [first, second, third] = [0, 1, 2].map((at) => Math.max(0, nearest[at] ?? 0)) as [number, number, number];
  return shareOfBest * first + (1 - shareOfBest) * ((first + second + third) / 3);
};

/** The similarity of a solved problem, less for an old one. */
export const fadedSimilarity = ({ similarity, solvedAt }: Solved, now: number): number =>
  similarity / (1 + ageOf(solvedAt, now) / halfMeaningMs);

/** Milliseconds since it was solved. */
export const ageOf = (solvedAt: number, now: number): number => Math.max(0, now - solvedAt);
