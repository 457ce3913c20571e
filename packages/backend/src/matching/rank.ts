import type { Reason, Term } from '@harmony-live/protocol';
import type { Candidate } from '../experts/index.ts';
import { withNewcomerFirst } from './newcomers.ts';
import { reasonsOf } from './reasons.ts';
import { fatigueOf, responsivenessOf, usualOf, type Answers } from './terms/answers.ts';
import { whoCanTalk } from './terms/language.ts';
import { meaningOf } from './terms/meaning.ts';
import { activityOf, familiarityOf, newcomerFrom, newnessOf, recentWork, reputationOf } from './terms/record.ts';
import { termNames, type TermName, type Weights } from './weights.ts';

/** A candidate with how they answered lately. */
export interface Contender extends Candidate {
  answers: Answers;
}

/** What the ranking knows of the request; what decides who is near is in the candidates' similarities. */
export interface Asked {
  /** BCP 47. */
  language: string;
  /** Newcomers have had their share of this hour's matches: their bonus counts nothing. */
  isNewcomersShareFull: boolean;
  /** With what chance a newcomer who is near is asked first (`newcomers.ts`); none where nobody is asked. */
  newcomersChance?: number;
}

/** A ranked expert, with everything that made the score. */
export interface Ranked {
  expertId: string;
  memberId: string;
  score: number;
  terms: Term[];
  reasons: Reason[];
}

/** Idle for this long counts half; saturating, so that a day without requests is not worth more than an hour. */
const halfIdleMs = 10 * 60_000;

/**
 * Who is asked first. Pure: the same arguments (and a `random` of the same seed) give the same order, so that a ranking can be
 * replayed with other weights.
 *
 * @param random 0 ≤ x < 1; decides between those who are equal in score and idle time, and who is tried out
 */
export const rankExperts = (
  request: Asked,
  candidates: readonly Contender[],
  weights: Weights,
  now: number,
  random: () => number,
): Ranked[] => {
  const spoken = whoCanTalk(request.language, candidates);
  const work = new Map(spoken.map(({ candidate }) => [candidate, recentWork(candidate, now)]));
  const mostWork = Math.max(0, ...work.values());
  const usual = usualOf(spoken.map(({ candidate }) => candidate.answers));
  const ranked = spoken
    .map((talk) => {
      const { candidate, value: language } = talk;
      const newness = request.isNewcomersShareFull ? 0 : newnessOf(candidate);
      const values: Record<TermName, number> = {
        meaning: meaningOf(candidate, now),
        activity: activityOf(work.get(candidate)!, mostWork),
        reputation: reputationOf(candidate),
        language,
        familiarity: familiarityOf(candidate),
        responsiveness: responsivenessOf(candidate.answers, usual),
        load: 1 - candidate.load / Math.max(1, candidate.capacity),
        idle: idleShare(now - candidate.idleSince),
        newcomer: newness,
        fatigue: fatigueOf(candidate.answers),
      };
      const terms = termNames.map((name) => ({ name, value: toShare(values[name]), weight: weights[name] }));
      const { activity, familiarity } = values;
      const isNewcomer = newness >= newcomerFrom && mostWork > 0;
      const reasons = reasonsOf(talk, request, { among: spoken.length, activity, familiarity, isNewcomer }, now);
      return {
        candidate,
        chance: random(),
        ranked: { expertId: candidate.expertId, memberId: candidate.memberId, score: scoreOf(terms), terms, reasons },
      };
    })
    .toSorted(
      (a, b) => b.ranked.score - a.ranked.score || a.candidate.idleSince - b.candidate.idleSince || a.chance - b.chance,
    )
    .map(({ ranked: one }) => one);
  const { newcomersChance: chance = 0 } = request;
  return chance === 0 ? ranked : [...withNewcomerFirst(ranked, chance, random())];
};

/** The sum of the terms by their weights. */
export const scoreOf = (terms: readonly Pick<Term, 'value' | 'weight'>[]): number =>
  round(terms.reduce((sum, { value, weight }) => sum + value * weight, 0));

const idleShare = (idleMs: number): number => (idleMs <= 0 ? 0 : idleMs / (idleMs + halfIdleMs));

const toShare = (value: number): number => round(Math.min(1, Math.max(0, value)));

const round = (value: number): number => Math.round(value * 10_000) / 10_000;
