import { problem } from '@harmony-live/protocol';
import { addSampleConversation } from '../../conversation/index.ts';
import { addVisitor, deleteVisitors, firstSiteOf, noteAct } from '../../identity/index.ts';
import type { MemberCaller } from '../../platform/caller.ts';
import type { Tx } from '../../platform/database/index.ts';
import type { Platform } from '../../platform/platform.ts';
import { addSampleRequest, sampleVisitorIds } from '../../requests/index.ts';
import { isPublic } from '../article.ts';
import { addArticle, existingArticle, publishArticle } from '../articles.ts';
import { countArticles } from '../search/counts.ts';
import { sampleArticles, sampleTalk } from './articles.ts';
import * as store from './store.ts';

const dayMs = 24 * 60 * 60_000;

/** Whether a workspace has samples to look at. */
export const hasSamples = async (tx: Tx): Promise<boolean> =>
  (await store.hasSampleArticles(tx)) || (await sampleVisitorIds(tx)).length > 0;

/**
 * Adds a dozen articles and a conversation to look at; where there are samples, nothing. Nobody is paid for them, no figure
 * counts them as help that was given today.
 *
 * @throws Problem `site/not-found` where the workspace has no site
 */
export const addSamples = async (
  platform: Platform,
  tx: Tx,
  { organisationId, memberId }: MemberCaller,
): Promise<{ articles: number; conversations: number }> => {
  if (await hasSamples(tx)) return { articles: 0, conversations: 0 };
  const siteId = await firstSiteOf(tx);
  if (siteId === undefined) throw problem('site/not-found', 'Add a site first: samples belong to one.');
  const ids: string[] = [];
  for (const article of sampleArticles) {
    const written = { ...article, language: 'en', source: 'hand' as const, writtenBy: memberId };
    const id = await addArticle(platform, tx, organisationId, written);
    await publishArticle(platform, tx, organisationId, id);
    ids.push(id);
  }
  await store.markSamples(tx, ids);
  await talk(platform, tx, { organisationId, memberId, siteId });
  await noteAct(platform, tx, organisationId, { kind: 'samples.added', by: { kind: 'member', memberId } });
  return { articles: ids.length, conversations: 1 };
};

/** Takes all of them away again, but for articles that somebody has written on: those are theirs. */
export const removeSamples = async (
  platform: Platform,
  tx: Tx,
  { organisationId, memberId }: MemberCaller,
): Promise<void> => {
  const ids = await store.untouchedSamples(tx);
  const found = [];
  for (const id of ids) found.push(await existingArticle(tx, id));
  const removed = found.filter(isPublic);
  if (removed.length > 0) await countArticles(tx, organisationId, { removed });
  await store.deleteArticles(tx, ids);
  await store.keepTouchedSamples(tx);
  const visitorIds = await sampleVisitorIds(tx);
  await deleteVisitors(tx, visitorIds);
  if (ids.length + visitorIds.length === 0) return;
  await noteAct(platform, tx, organisationId, { kind: 'samples.removed', by: { kind: 'member', memberId } });
};

/** Two days old and over: it waits for nobody, and moves no estimate of today's waits. */
const talk = async (
  { clock }: Pick<Platform, 'clock'>,
  tx: Tx,
  { organisationId, memberId, siteId }: { organisationId: string; memberId: string; siteId: string },
): Promise<void> => {
  const at = clock.now() - 2 * dayMs;
  const [visitorId, requestId, conversationId] = [clock.newId(), clock.newId(), clock.newId()];
  await addVisitor(tx, { id: visitorId, organisationId, siteId, locale: 'en', createdAt: new Date(at) });
  const { text, topic, page, lines } = sampleTalk;
  await addSampleRequest(tx, {
    ...{ id: requestId, clientId: clock.newId(), organisationId, siteId, visitorId, conversationId },
    ...{ text, topic, page, at },
  });
  await addSampleConversation(tx, {
    ...{ id: conversationId, organisationId, siteId, requestId, visitorId, memberId, at: new Date(at) },
    lines: lines.map(({ from, afterS, text: body }) => ({
      ...{ id: clock.newId(), from, body, at: new Date(at + afterS * 1_000) },
    })),
  });
};
