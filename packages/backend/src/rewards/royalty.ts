import type { Tx } from '../platform/database/index.ts';
import { hold, reverse, type Parts } from './award.ts';
import { lockHead } from './ledger/store.ts';
import { currentPolicy, daysBetween, royaltySum } from './policy.ts';
import * as store from './store.ts';

/** An article ended somebody's search for help; they said so. */
export interface Helped {
  articleId: string;
  feedbackId: string;
  visitorId: string;
  contributorIds: readonly string[];
  at: string;
}

/**
 * Thanks the contributors, evenly, on hold until it is clear that no expert was needed after all. Once per visitor and
 * article, whatever became of it.
 */
export const awardRoyalty = async (
  parts: Parts,
  tx: Tx,
  organisationId: string,
  { articleId, feedbackId, visitorId, contributorIds, at }: Helped,
): Promise<void> => {
  const helpedAt = new Date(at);
  const publishedAt = await store.keepPublished(tx, organisationId, articleId, helpedAt);
  await lockHead(tx, organisationId);
  const members = [...new Set(contributorIds)].toSorted();
  const had = await store.royaltyMembers(tx, articleId, visitorId);
  if (had.size > 0) return;
  const facts = { ageDays: daysBetween(publishedAt, helpedAt), contributors: members.length };
  for (const memberId of members) {
    const { amount } = royaltySum(currentPolicy, facts);
    if (amount === 0) return;
    const inputs = { ...facts, article: articleId, feedback: feedbackId, member: memberId };
    await hold(parts, tx, organisationId, currentPolicy, inputs, {
      ...{ reason: 'royalty', memberId, visitorId, conversationId: null, articleId, amount },
      holdMs: currentPolicy.royalty.holdMs,
    });
  }
};

/** The visitor asked for a person while the thanks were on hold: the articles did not solve it. */
export const takeBackRoyalties = async (
  parts: Parts,
  tx: Tx,
  organisationId: string,
  visitorId: string,
  askedAt: Date,
): Promise<void> => {
  await lockHead(tx, organisationId);
  await reverse(parts, tx, organisationId, await store.heldRoyalties(tx, visitorId, askedAt));
};
