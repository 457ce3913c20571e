import type { ExpertProfile, Media } from '@harmony-live/protocol';
import type { Tx } from '../platform/database/index.ts';
import { membersBlockedFor } from './blocks/store.ts';
import { selectCandidates } from './candidates/store.ts';

/** Whom the ranking looks at, nearest first among those who speak the language (`matching.md`: at most 50). */
export const mostCandidates = 50;
/** So many of an expert's newest solved problems are looked at: on the data of `docs/matching.md` more changes nothing. */
export const mostSolved = 50;

/** What somebody needs, as far as candidates are chosen by it. */
export interface Question {
  /** The question's vector and the model that made it; statements and evidence of another model count as far away. */
  vector: readonly number[];
  model: string;
  /** First subtag, lower case. Those who speak it come first; where nobody does, those with English. */
  language: string;
  /** What it is about, as triage names it. */
  domains: readonly string[];
  /** How they want to be helped: who does not do so is not asked. By text alone where it is absent. */
  media?: readonly Media[];
  /** Who asks; null while the ranking is only tried out. */
  visitorId: string | null;
  /** Members who are not to be asked. */
  exclude: readonly string[];
  /** None but these; all where it is absent. */
  among?: readonly string[];
  /** Members who are asked something else this moment: not candidates now, but soon again. */
  busy?: readonly string[];
  /** Rather nobody than English, as long as somebody who speaks the language is on duty and only busy. */
  isLanguageRequired?: boolean;
  /** Whom the person asked for: looked at wherever they stand, if they can be asked. */
  wished?: string | null;
  /** For trying out the ranking: those who are off duty too. */
  ignoreAvailability: boolean;
  /** `mostCandidates` at most: whether anybody has to be chosen at all is told by one more than that. */
  limit: number;
}

/** Who could be asked, with how near each of their statements is to the question (cosine, −1 to 1). */
export interface Candidate {
  expertId: string;
  memberId: string;
  languages: ExpertProfile['languages'];
  capacity: number;
  load: number;
  idleSince: number;
  /** They have twice the site's time to accept. */
  hasMoreTime: boolean;
  statements: { text: string; similarity: number }[];
  /** Their newest solved problems, newest first. */
  solved: Solved[];
}

/** A problem that a candidate has solved, as the score reads it. */
export interface Solved {
  id: string;
  /** Cosine with the question, −1 to 1. */
  similarity: number;
  /** Milliseconds since the epoch. */
  solvedAt: number;
  isAccepted: boolean;
  votes: number;
  /** It was this visitor's. */
  isTheirs: boolean;
  /** It was about what the question is about. */
  isSameDomain: boolean;
}

/**
 * Experts of the organisation who are available (or all of them, if asked to ignore that), not excluded, and not
 * blocked by or for whoever asks, as of `now`: what was solved later is not known yet.
 */
export const candidatesFor = async (tx: Tx, question: Question, now: number): Promise<Candidate[]> => {
  // Read first, as few have any: the search is planned once for all and stays as quick as it was.
  const blocked = question.visitorId === null ? [] : await membersBlockedFor(tx, question.visitorId);
  return selectCandidates(tx, { ...question, exclude: [...question.exclude, ...blocked] }, now, mostSolved);
};
