import { candidatesFor, mostCandidates, type Question } from '../experts/index.ts';
import type { Tx } from '../platform/database/index.ts';
import { firstSubtag } from '../platform/language-tag.ts';
import type { Platform } from '../platform/platform.ts';
import { answersOf, askedSince } from './answers/store.ts';
import type { Asked, Contender } from './rank.ts';
import { noAnswers } from './terms/answers.ts';
import { newcomerFrom } from './terms/record.ts';

/** What is asked, as far as it decides who could help. */
export interface Problem extends Pick<
  Question,
  | 'visitorId'
  | 'domains'
  | 'media'
  | 'exclude'
  | 'among'
  | 'busy'
  | 'wished'
  | 'ignoreAvailability'
  | 'isLanguageRequired'
> {
  text: string;
  /** BCP 47. */
  language: string;
}

/** Newcomers get their bonus until so large a share of an hour's questions went to them. */
export const newcomersShare = 0.2;
const hourMs = 3_600_000;

/** Who could be asked about a problem as of `now`, with everything that the score reads. */
export const contendersFor = async (
  { embeddings }: Pick<Platform, 'embeddings'>,
  tx: Tx,
  organisationId: string,
  { text, language, ...rest }: Problem,
  now: number,
): Promise<Contender[]> => {
  const [vector] = await embeddings.embed(tx, organisationId, 'query', [text], [language]);
  const question = { ...rest, vector: vector!, model: embeddings.model, language: firstSubtag(language) };
  const candidates = await candidatesFor(tx, { ...question, limit: mostCandidates }, now);
  if (candidates.length === 0) return [];
  const answers = await answersOf(
    tx,
    candidates.map(({ memberId }) => memberId),
    now,
  );
  return candidates.map((candidate) => ({ ...candidate, answers: answers.get(candidate.memberId) ?? noAnswers }));
};

/** Whether newcomers have had their share of the last hour's questions. */
export const hasNewcomersShare = async (tx: Tx, now: number): Promise<Asked['isNewcomersShareFull']> => {
  const { all, newcomers } = await askedSince(tx, now - hourMs, now, newcomerFrom);
  return newcomers > 0 && newcomers >= newcomersShare * all;
};
