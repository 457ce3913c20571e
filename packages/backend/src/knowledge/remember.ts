import { memberNames, visitorCard } from '../identity/index.ts';
import { messagesAfter, resolutionsOf, type Outcome, type StoredMessage } from '../conversation/index.ts';
import type { Tx } from '../platform/database/index.ts';
import type { Platform } from '../platform/platform.ts';
import { findRequest } from '../requests/index.ts';
import { addArticle, changeText } from './articles.ts';
import { draftOf, type Draft } from './capture.ts';
import { whoRefusesKnowledge } from './refusing.ts';
import { findArticle, findSource, insertSource, isUntouched, updateSource } from './store.ts';

type Parts = Pick<Platform, 'clock' | 'embeddings'>;
type Resolved = Outcome & { how: 'confirmed' | 'assumed' };

/** As many messages are read as a conversation may take; the first words stand at its beginning. */
const mostMessages = 20;

/**
 * Writes a draft from what was solved, or abstains: without a marked solution of a member, when the conversation was opened
 * again meanwhile, when its person has said no to learning or publishing, and when there is nothing to say. One conversation makes one draft; when it is resolved again with another
 * solution, a draft that nobody touched gets the new text.
 */
export const remember = async (platform: Parts, tx: Tx, organisationId: string, resolved: Resolved): Promise<void> => {
  const { conversationId, visitorId } = resolved;
  const standing = (await resolutionsOf(tx, [conversationId])).get(conversationId);
  if (standing?.resolvedAt == null || standing.solutionSeq === null || standing.how === null) return;
  const { solutionSeq, how } = standing;
  const [solution] = await messagesAfter(tx, conversationId, solutionSeq - 1, 1);
  if (solution?.seq !== solutionSeq || solution.kind !== 'text' || solution.from?.kind !== 'member') return;
  const request = await findRequest(tx, resolved.requestId);
  if (request === undefined) return;
  if ((await whoRefusesKnowledge(tx, [visitorId])).has(visitorId)) return;

  const draft = draftOf({
    question: request.text,
    topic: request.topic,
    firstWords: firstWordsOf(await messagesAfter(tx, conversationId, 0, mostMessages)),
    context: request.context,
    solution: solution.body,
    how,
    language: request.language,
    names: {
      seeker: namesOf([(await visitorCard(tx, visitorId)).name]),
      helpers: [...(await memberNames(tx, [...new Set([...resolved.memberIds, solution.from.id])])).values()],
    },
  });
  if (draft === null) return;
  const source = { conversationId, visitorId, solutionSeq, how, at: new Date(platform.clock.now()) };
  const contributorId = solution.from.id;
  const before = await findSource(tx, conversationId);
  if (before !== undefined) await again(platform, tx, organisationId, before, { draft, source, contributorId });
  else await first(platform, tx, organisationId, { draft, source, contributorId, language: request.language });
};

interface Remembered {
  draft: Draft;
  source: { conversationId: string; visitorId: string; solutionSeq: number; how: 'confirmed' | 'assumed'; at: Date };
  contributorId: string;
}

const first = async (
  platform: Parts,
  tx: Tx,
  organisationId: string,
  { draft, source, contributorId, language }: Remembered & { language: string },
): Promise<void> => {
  const articleId = await addArticle(platform, tx, organisationId, {
    ...draft,
    language,
    source: 'conversation',
    writtenBy: null,
    contributorIds: [contributorId],
  });
  await insertSource(tx, { id: platform.clock.newId(), organisationId, articleId, ...source });
};

const again = async (
  platform: Parts,
  tx: Tx,
  organisationId: string,
  before: { articleId: string; solutionSeq: number },
  { draft, source, contributorId }: Remembered,
): Promise<void> => {
  const article = await findArticle(tx, before.articleId, true);
  await updateSource(tx, source);
  if (article?.state !== 'draft' || before.solutionSeq === source.solutionSeq) return;
  if (!(await isUntouched(tx, article.id))) return;
  await changeText(platform, tx, organisationId, article, {
    ...draft,
    writtenBy: null,
    contributorIds: [contributorId],
  });
};

const firstWordsOf = (messages: readonly StoredMessage[]): string =>
  messages.find(({ kind, from, body }) => kind === 'text' && from?.kind === 'visitor' && body.trim() !== '')?.body ??
  '';

const namesOf = (names: readonly (string | undefined)[]): string[] =>
  names.filter((name) => name !== undefined && name.trim() !== '') as string[];
