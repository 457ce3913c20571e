import type { MemberRole, PreviewExpert, ProfilePreview } from '@harmony-live/protocol';
import type { Tx } from '../../platform/database/index.ts';
import { cosineOf } from '../../platform/embeddings/index.ts';
import { firstSubtag } from '../../platform/language-tag.ts';
import type { Platform } from '../../platform/platform.ts';
import { wordsOf } from '../../requests/index.ts';
import { tagsOf } from '../profile.ts';
import { findExpert, readStatements } from '../store.ts';
import { latestRequests, type LatestRequest } from './store.ts';

/** How many of the latest requests are looked at. */
export const mostLooked = 100;
/** As many are shown. */
const mostShown = 10;
/** From this similarity on a statement is named as a reason for being asked: the ranking's `meaningfulSimilarity`. */
const nearFrom = 0.2;

type Parts = Pick<Platform, 'clock' | 'db' | 'embeddings'>;

/**
 * The latest requests that are near to these statements, in languages that are spoken, as if the profile were saved. Counted are all
 * of them; shown are those that the member may read: who leads all, others what waits in the queue or was put before them.
 */
export const previewProfile = async (
  platform: Parts,
  caller: { organisationId: string; memberId: string; role: MemberRole },
  draft: PreviewExpert,
): Promise<ProfilePreview> => {
  const mayReadAll = caller.role !== 'expert';
  const matches = await asIfSaved(platform, caller, draft, async (tx) => {
    const spoken = new Set(draft.languages.length === 0 ? ['en'] : tagsOf(draft).map(firstSubtag));
    const all = await latestRequests(tx, caller.memberId, mostLooked);
    const requests = all.filter(({ language }) => spoken.has(firstSubtag(language)));
    return { looked: all.length, ...(await compare(platform, tx, caller.organisationId, draft, requests)) };
  });
  const near = matches.found.filter(({ similarity }) => similarity >= nearFrom);
  return {
    looked: matches.looked,
    spoken: matches.spoken,
    near: near.length,
    items: near
      .filter(({ request }) => mayReadAll || request.isReadable)
      .slice(0, mostShown)
      .map(({ request, similarity, statement }) => ({
        requestId: request.id,
        text: request.text,
        topic: request.topic,
        language: request.language,
        createdAt: request.createdAt.toISOString(),
        similarity: Math.round(similarity * 100) / 100,
        statement,
      })),
  };
};

/** Takes back what `work` and the draft have told the embeddings. */
class TakenBack<T> extends Error {
  readonly result: T;

  constructor(result: T) {
    super('taken back');
    this.result = result;
  }
}

/** Runs `work` where the draft's words count as the profile's would: how rare a word is decides how much it says. */
const asIfSaved = async <T>(
  { clock, db, embeddings }: Parts,
  { organisationId, memberId }: { organisationId: string; memberId: string },
  draft: PreviewExpert,
  work: (tx: Tx) => Promise<T>,
): Promise<T> => {
  try {
    return await db.withOrganisation(organisationId, async (tx): Promise<T> => {
      const expert = await findExpert(tx, memberId, clock.now());
      if (expert !== undefined) {
        const removed = (await readStatements(tx, [expert.id])).get(expert.id) ?? [];
        await embeddings.learn(tx, organisationId, { added: [], removed }, tagsOf(expert));
      }
      await embeddings.learn(tx, organisationId, { added: draft.statements, removed: [] }, tagsOf(draft));
      throw new TakenBack(await work(tx));
    });
  } catch (error) {
    if (error instanceof TakenBack) return error.result as T;
    throw error;
  }
};

interface Match {
  request: LatestRequest;
  similarity: number;
  /** Which of the statements is nearest, from 0. */
  statement: number;
}

const compare = async (
  { embeddings }: Pick<Platform, 'embeddings'>,
  tx: Tx,
  organisationId: string,
  draft: PreviewExpert,
  requests: readonly LatestRequest[],
): Promise<{ spoken: number; found: Match[] }> => {
  const statements = await embeddings.embed(tx, organisationId, 'document', draft.statements, tagsOf(draft));
  const found: Match[] = [];
  if (statements.length === 0) return { spoken: requests.length, found };
  for (const [language, group] of Map.groupBy(requests, (request) => request.language)) {
    const questions = await embeddings.embed(tx, organisationId, 'query', group.map(wordsOf), [language]);
    for (const [index, request] of group.entries()) {
      const similarities = statements.map((statement) => cosineOf(statement, questions[index]!));
      const similarity = Math.max(...similarities);
      found.push({ request, similarity, statement: similarities.indexOf(similarity) });
    }
  }
  return { spoken: requests.length, found: found.toSorted((a, b) => b.similarity - a.similarity) };
};
