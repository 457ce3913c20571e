import type { ExpertProfile } from '@harmony-live/protocol';
import type { Tx } from '../platform/database/index.ts';
import { selectCandidates } from './store.ts';

/** Whom the ranking looks at, nearest first among those who speak the language (`matching.md`: at most 50). */
export const mostCandidates = 50;

/** What somebody needs, as far as candidates are chosen by it. */
export interface Question {
  /** The question's vector and the model that made it; statements of another model count as far away. */
  vector: readonly number[];
  model: string;
  /** First subtag, lower case. Decides who comes first, excludes nobody. */
  language: string;
  /** Members who are not to be asked. */
  exclude: readonly string[];
  /** For trying out the ranking: those who are off duty too. */
  ignoreAvailability: boolean;
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
  statements: { text: string; similarity: number }[];
}

/** Experts of the organisation who are available (or all of them, if asked to ignore that) and not excluded. */
export const candidatesFor = (tx: Tx, question: Question, now: number): Promise<Candidate[]> =>
  selectCandidates(tx, question, now);
