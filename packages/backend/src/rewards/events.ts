import type { FastifyInstance } from 'fastify';
import { awardResolution, reverse } from './award.ts';
import { lockHead } from './ledger/store.ts';
import { currentPolicy } from './policy.ts';
import { awardRoyalty, takeBackRoyalties } from './royalty.ts';
import * as store from './store.ts';

/** An award that came, was paid out or was taken back. `amount` in thousandths of a token. */
export interface AwardNews {
  awardId: string;
  memberId: string;
  amount: number;
  unit: string;
  heldUntil: string;
  at: string;
}

declare module '../platform/outbox/index.ts' {
  interface EventMap {
    /** Thanks for a solution or for an article are booked, and on hold. */
    'award.held': AwardNews;
    /** The hold is over: it is in the wallet. */
    'award.settled': AwardNews;
    /** It was taken back: the problem returned, or an expert was needed after all. */
    'award.reversed': AwardNews;
  }
}

/**
 * What rewards hear. The handlers of one story have one name, so that they hear of it in the order in which it happened;
 * what comes out of order after a failure finds things as they are, and leaves them.
 */
export const registerEvents = (app: FastifyInstance): void => {
  const { clock, outbox } = app.platform;
  const parts = { clock, outbox };

  outbox.on('conversation.resolved', 'rewards.resolution', async (tx, { organisationId, payload }) => {
    const { conversationId, visitorId, memberIds, at } = payload;
    const [memberId] = memberIds;
    if (memberId === undefined || (await store.hasAward(tx, conversationId))) return;
    const dueAt = new Date(Date.parse(at) + currentPolicy.unratedAfterMs);
    await store.insertDue(tx, organisationId, { conversationId, visitorId, memberId }, dueAt);
  });

  outbox.on('rating.given', 'rewards.resolution', async (tx, { organisationId, payload }) => {
    const { conversationId, visitorId, memberIds } = payload;
    const [memberId] = memberIds;
    if (memberId === undefined) return;
    await awardResolution(parts, tx, organisationId, { conversationId, visitorId, memberId });
    await store.deleteDue(tx, conversationId);
  });

  outbox.on('conversation.reopened', 'rewards.resolution', async (tx, { organisationId, payload }) => {
    await lockHead(tx, organisationId);
    await store.deleteDue(tx, payload.conversationId);
    await reverse(parts, tx, organisationId, await store.heldOfConversation(tx, payload.conversationId));
  });

  outbox.on('article.published', 'rewards.royalty', async (tx, { organisationId, at, payload }) => {
    await store.keepPublished(tx, organisationId, payload.articleId, at);
  });

  outbox.on('article.helped', 'rewards.royalty', (tx, { organisationId, payload }) =>
    awardRoyalty(parts, tx, organisationId, payload),
  );

  outbox.on('help-request.created', 'rewards.royalty', (tx, { organisationId, at, payload }) =>
    takeBackRoyalties(parts, tx, organisationId, payload.visitorId, at),
  );

  outbox.on('visitor.merged', 'rewards.move', (tx, { payload: { visitorId, mergedId } }) =>
    store.moveVisitor(tx, mergedId, visitorId),
  );
};
