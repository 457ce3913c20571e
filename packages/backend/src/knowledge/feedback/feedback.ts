import { problem, type ArticleFeedback } from '@harmony-live/protocol';
import type { VisitorCaller } from '../../platform/caller.ts';
import { toIso, type Tx } from '../../platform/database/index.ts';
import type { Platform } from '../../platform/platform.ts';
import { isPublic } from '../article.ts';
import { articleNotFound, existingArticle } from '../articles.ts';
import * as store from './store.ts';

/**
 * Takes an opinion. The newest of a visitor holds; the first **This helped** of each is told to the others, once.
 *
 * @throws Problem `article/not-found`, `key/reused`
 */
export const giveFeedback = async (
  { clock, outbox }: Pick<Platform, 'clock' | 'outbox'>,
  tx: Tx,
  { organisationId, siteId, visitorId }: VisitorCaller,
  articleId: string,
  { clientId, helped, ...body }: ArticleFeedback,
): Promise<{ id: string; at: string }> => {
  const fingerprint = body.fingerprint ?? null;
  // One after another: two tabs that say it at once are one opinion.
  const article = await existingArticle(tx, articleId, true);
  if (!isPublic(article)) throw articleNotFound();
  const known = await store.feedbackByClientId(tx, visitorId, clientId);
  if (known !== undefined) {
    const isSame = known.articleId === articleId && known.helped === helped && known.fingerprint === fingerprint;
    if (!isSame) throw reused();
    return { id: known.id, at: toIso(known.at) };
  }
  const isFirst = helped && !(await store.hasHelped(tx, articleId, visitorId));
  const id = clock.newId();
  const at = new Date(clock.now());
  await store.insertFeedback(tx, { id, organisationId, articleId, visitorId, clientId, helped, fingerprint, at });
  await store.countFeedback(tx, [articleId]);
  if (isFirst) {
    await outbox.emit(tx, 'article.helped', organisationId, {
      articleId,
      feedbackId: id,
      siteId,
      visitorId,
      contributorIds: article.contributorIds,
      fingerprint,
      at: toIso(at),
    });
  }
  return { id, at: toIso(at) };
};

const reused = () =>
  problem('key/reused', 'Send the same again, or a new clientId for another opinion.', {
    field: '/clientId',
    reason: 'was used for another opinion',
  });
