import type { Reason, Term } from '@harmony-live/protocol';
import type { Candidate } from '../experts/index.ts';

/**
 * How much each term counts; a table per site later, these are its defaults. Sum 1, so that a score reads as a share.
 *
 * - `meaning`: the reason of the whole product. On the problems of `routing.test.ts` the nearest statement of the right expert
 *   lies at 0.47 and that of a wrong one at 0.06 (medians); everything else together must stay well below that difference.
 * - `language`: who is fluent before who "can help", where meaning is near; those who do not speak it at all are out already.
 * - `load`, `idle`: less than the noise of `meaning` (about 0.05 from colliding hashes), so that they decide among equals.
 */
export const defaultWeights = { meaning: 0.88, language: 0.08, load: 0.02, idle: 0.02 } as const satisfies Weights;

export type TermName = 'meaning' | 'language' | 'load' | 'idle';
export type Weights = Readonly<Record<TermName, number>>;

/**
 * From here on a statement is named as a reason. Below it lies what one common word or colliding hashes make: on the problems of
 * `routing.test.ts` nine in ten of the wrong experts' nearest statements are further away, and one in ten of the right ones'.
 */
export const meaningfulSimilarity = 0.2;

/** The share of the nearest statement in `meaning`; the rest is the mean of the three nearest, for breadth. */
const shareOfBest = 0.7;

/** Idle for this long counts half; saturating, so that a day without requests is not worth more than an hour. */
const halfIdleMs = 10 * 60_000;

/** Levels 1 "can help", 2 fluent, 3 native. */
const languageValues: Readonly<Record<number, number>> = { 1: 0.5, 2: 0.95, 3: 1 };
/** English where nobody speaks the language: better than nothing, said as it is. */
const englishValue = 0.3;

/** A ranked expert, with everything that made the score. */
export interface Ranked {
  expertId: string;
  memberId: string;
  score: number;
  terms: Term[];
  reasons: Reason[];
}

/**
 * Who is asked first. Pure: the same arguments (and a `random` of the same seed) give the same order, so that a ranking can be
 * replayed with other weights.
 *
 * Required is the language, at least "can help". If nobody speaks it, those with English are ranked, and if there are none
 * either, everybody: a person in need is not left alone for a language, and the reasons say what was given up.
 *
 * @param request its language as a BCP 47 tag
 * @param random 0 ≤ x < 1; decides between those who are equal in score and idle time
 */
export const rankExperts = (
  request: { language: string },
  candidates: readonly Candidate[],
  weights: Weights,
  now: number,
  random: () => number,
): Ranked[] => {
  const spoken = whoCanTalk(request.language, candidates);
  return spoken
    .map(({ candidate, language, value }) => {
      const values = {
        meaning: meaningOf(candidate),
        language: value,
        load: 1 - candidate.load / Math.max(1, candidate.capacity),
        idle: idleShare(now - candidate.idleSince),
      };
      const terms = (Object.keys(values) as TermName[]).map((name) => ({
        name,
        value: round(Math.min(1, Math.max(0, values[name]))),
        weight: weights[name],
      }));
      const score = round(terms.reduce((sum, term) => sum + term.value * term.weight, 0));
      const reasons = reasonsOf(candidate, request, language, spoken.length, now);
      return {
        candidate,
        chance: random(),
        ranked: { expertId: candidate.expertId, memberId: candidate.memberId, score, terms, reasons },
      };
    })
    .toSorted(
      (a, b) => b.ranked.score - a.ranked.score || a.candidate.idleSince - b.candidate.idleSince || a.chance - b.chance,
    )
    .map(({ ranked }) => ranked);
};

/** A candidate with the language the two can talk in; null when there is none we know of. */
interface Talk {
  candidate: Candidate;
  language: string | null;
  value: number;
}

const whoCanTalk = (language: string, candidates: readonly Candidate[]): Talk[] => {
  const talk = (tag: string, valueOf: (level: number) => number): Talk[] =>
    candidates.flatMap((candidate) => {
      const level = levelOf(candidate, tag);
      return level === 0 ? [] : [{ candidate, language: tag, value: valueOf(level) }];
    });
  const native = talk(language, (level) => languageValues[level]!);
  if (native.length > 0) return native;
  const english = talk('en', () => englishValue);
  if (english.length > 0) return english;
  return candidates.map((candidate) => ({ candidate, language: null, value: 0 }));
};

/** The best level in which they speak the language of the tag; an expert who names no language is taken to speak English. */
const levelOf = ({ languages }: Candidate, tag: string): number => {
  if (languages.length === 0) return firstSubtag(tag) === 'en' ? 2 : 0;
  return Math.max(0, ...languages.map((spoken) => (firstSubtag(spoken.tag) === firstSubtag(tag) ? spoken.level : 0)));
};

/** `pt-BR` → `pt`. */
export const firstSubtag = (tag: string): string => tag.split('-', 1)[0]!.toLowerCase();

const meaningOf = ({ statements }: Candidate): number => {
  const nearest = nearestOf(statements);
  if (nearest.length === 0) return 0;
  const top = [0, 1, 2].map((index) => Math.max(0, nearest[index]?.similarity ?? 0));
  // Three even for somebody who says one thing: breadth is what the mean is there for.
  return shareOfBest * top[0]! + (1 - shareOfBest) * ((top[0]! + top[1]! + top[2]!) / 3);
};

const nearestOf = (statements: Candidate['statements']): Candidate['statements'] =>
  statements.toSorted((a, b) => b.similarity - a.similarity);

const idleShare = (idleMs: number): number => (idleMs <= 0 ? 0 : idleMs / (idleMs + halfIdleMs));

/** Shorter idle times are no reason, only chance. */
const shortestIdleMs = 60_000;

const reasonsOf = (
  candidate: Candidate,
  request: { language: string },
  language: string | null,
  among: number,
  now: number,
): Reason[] => {
  const reasons: Reason[] = nearestOf(candidate.statements)
    .filter(({ similarity }) => similarity >= meaningfulSimilarity)
    .slice(0, 2)
    .map(({ text, similarity }) => ({ code: 'statement', params: { statement: text, similarity: round(similarity) } }));
  // English with English is no reason; any other language, or English instead of another, is.
  if (language !== null && firstSubtag(request.language) !== 'en')
    reasons.push({ code: 'language', params: { tag: language } });
  const idleMs = now - candidate.idleSince;
  if (among === 1) reasons.push({ code: 'alone', params: {} });
  else if (idleMs >= shortestIdleMs) reasons.push({ code: 'idle', params: { idleMs: Math.round(idleMs) } });
  else reasons.push({ code: 'available', params: {} });
  return reasons;
};

const round = (value: number): number => Math.round(value * 10_000) / 10_000;

/** Chance from a seed that is stored with the ranking (mulberry32): the replay draws the same. */
export const seededRandom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
};
