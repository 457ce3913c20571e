import type { RankedExpert, SiteRouting, WeightChanges } from '@harmony-live/protocol';

/** How much each term counts, by its name. */
export type Weights = Readonly<Record<string, number>>;

/** A term of somebody's score: value × weight is what it brings. */
export interface TermShare {
  name: string;
  /** 0–1. */
  value: number;
  weight: number;
  /** Below 0 where it counts against. */
  counts: number;
}

/** An expert of the test under the weights that are tried. */
export interface Tried extends Pick<RankedExpert, 'expertId' | 'name' | 'email' | 'reasons'> {
  score: number;
  terms: TermShare[];
  /** From 1 on: under the weights that hold, and under those that are tried. */
  was: number;
  now: number;
}

/** The weights that hold. */
export const heldWeights = ({ weights }: SiteRouting): Weights =>
  Object.fromEntries(weights.map(({ name, value }) => [name, value]));

/** What differs between the weights that hold and the draft, as it is sent. */
export const changesOf = (held: Weights, draft: Weights): WeightChanges =>
  Object.fromEntries(Object.entries(draft).filter(([name, value]) => held[name] !== value));

/** Whether the draft differs from what holds. */
export const isChanged = (held: Weights, draft: Weights): boolean => Object.keys(changesOf(held, draft)).length > 0;

/**
 * The test's experts under other weights, best first: what each term is worth does not depend on the weights, so no server is
 * asked. Who is equal stays in the order in which the server had them.
 */
export const tried = (experts: readonly RankedExpert[], held: Weights, draft: Weights): Tried[] => {
  const was = new Map(ordered(experts, held).map(({ expert }, index) => [expert.expertId, index + 1]));
  return ordered(experts, draft).map(({ expert, score }, index) => ({
    ...{ expertId: expert.expertId, name: expert.name, email: expert.email, reasons: expert.reasons, score },
    terms: expert.terms.map(({ name, value }) => share(name, value, draft[name] ?? 0)),
    ...{ was: was.get(expert.expertId)!, now: index + 1 },
  }));
};

const ordered = (experts: readonly RankedExpert[], weights: Weights): { expert: RankedExpert; score: number }[] =>
  experts
    .map((expert) => ({
      expert,
      score: round(expert.terms.reduce((sum, { name, value }) => sum + value * (weights[name] ?? 0), 0)),
    }))
    .toSorted((a, b) => b.score - a.score);

const share = (name: string, value: number, weight: number): TermShare => ({
  ...{ name, value, weight },
  counts: round(value * weight),
});

/**
 * The three terms that count most under these weights: those that are drawn each for itself. In the order of all terms, so that
 * a colour means the same while a weight is moved.
 */
export const mainTerms = (weights: Weights): string[] => {
  const largest = Object.entries(weights)
    .filter(([, weight]) => weight > 0)
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, 3)
    .map(([name]) => name);
  return Object.keys(weights).filter((name) => largest.includes(name));
};

/** A part of a drawn score; `from` and `size` in per cent of what a score can be at most. */
export interface BarPart {
  /** The term's place among the main ones, from 1; 0: all others together; -1: what is taken away. */
  tone: -1 | 0 | 1 | 2 | 3;
  from: number;
  size: number;
}

/** A score drawn part by part: the main terms, the others together; over the end of these what is taken away. */
export const barParts = (terms: readonly TermShare[], weights: Weights): BarPart[] => {
  const most = mostScore(terms) || 1;
  const main = mainTerms(weights);
  const sums = [0, 0, 0, 0];
  let taken = 0;
  for (const { name, counts } of terms) {
    if (counts < 0) taken -= counts;
    else sums[main.indexOf(name) + 1]! += counts;
  }
  let end = 0;
  const parts: BarPart[] = [];
  for (const tone of [1, 2, 3, 0] as const) {
    const size = (sums[tone]! / most) * 100;
    if (size > 0) parts.push({ tone, from: end, size });
    end += size;
  }
  const size = Math.min(end, (taken / most) * 100);
  return size > 0 ? [...parts, { tone: -1, from: end - size, size }] : parts;
};

/** The most that a score can be: of somebody for whom everything speaks, and nothing against. */
export const mostScore = (terms: readonly { weight: number }[]): number =>
  round(terms.reduce((sum, { weight }) => sum + Math.max(0, weight), 0));

/** A weight as it is typed; null for what is none, or beyond the range. */
export const weightOf = (typed: string, { least, most }: { least: number; most: number }): number | null => {
  const value = typed.trim() === '' ? NaN : Number(typed);
  return value >= least && value <= most ? round(value) : null;
};

/** As exact as the server keeps weights and scores; nothing is never less than nothing. */
const round = (value: number): number => Math.round(value * 10_000) / 10_000 || 0;
