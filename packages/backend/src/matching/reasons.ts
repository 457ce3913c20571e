import type { Reason } from '@harmony-live/protocol';
import { fadedSimilarity } from './terms/meaning.ts';
import { firstSubtag } from '../platform/language-tag.ts';
import type { Talk } from './terms/language.ts';
import type { Contender } from './rank.ts';

/**
 * From here on a statement or a solved problem is named as a reason. Below it lies what one common word or colliding hashes
 * make: on the problems of `routing.test.ts` nine in ten of the wrong experts' nearest statements are further away, and one in
 * ten of the right ones'.
 */
export const meaningfulSimilarity = 0.2;

/** Shorter idle times are no reason, only chance. */
const shortestIdleMs = 60_000;
/** From this share of the most active one's work on somebody is called active. */
const activeShare = 0.5;

/** What is true of somebody beside what they said and solved. */
export interface Standing {
  among: number;
  activity: number;
  familiarity: number;
  /** The bonus of somebody new is counted. */
  isNewcomer: boolean;
}

/**
 * Why somebody is ranked where they are, strongest first: the nearest statements and solved problems, then what else counted.
 * Problems are named by their id alone, as they are another person's words.
 */
export const reasonsOf = (
  { candidate, language }: Talk<Contender>,
  request: { language: string },
  { among, activity, familiarity, isNewcomer }: Standing,
  now: number,
): Reason[] => {
  const statements = candidate.statements.map(({ text, similarity }) => ({
    near: similarity,
    reason: { code: 'statement', params: { statement: text, similarity: round(similarity) } },
  }));
  const solved = candidate.solved.map((one) => ({
    near: fadedSimilarity(one, now),
    reason: {
      code: 'solved',
      params: { evidenceId: one.id, similarity: round(one.similarity), ageMs: Math.round(now - one.solvedAt) },
    },
  }));
  const reasons: Reason[] = [...statements, ...solved]
    .filter(({ near }) => near >= meaningfulSimilarity)
    .toSorted((a, b) => b.near - a.near)
    .slice(0, 2)
    .map(({ reason }) => reason);
  if (familiarity > 0) reasons.push({ code: 'familiar', params: {} });
  // English with English is no reason; any other language, or English instead of another, is.
  if (language !== null && firstSubtag(request.language) !== 'en')
    reasons.push({ code: 'language', params: { tag: language } });
  if (activity >= activeShare) reasons.push({ code: 'active', params: {} });
  if (isNewcomer) reasons.push({ code: 'newcomer', params: {} });
  const idleMs = now - candidate.idleSince;
  if (among === 1) reasons.push({ code: 'alone', params: {} });
  else if (idleMs >= shortestIdleMs) reasons.push({ code: 'idle', params: { idleMs: Math.round(idleMs) } });
  else reasons.push({ code: 'available', params: {} });
  return reasons;
};

const round = (value: number): number => Math.round(value * 10_000) / 10_000;
