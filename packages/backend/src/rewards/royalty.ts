import type { Tx } from '../platform/database/index.ts';
import { findRequest, requestIdsOf } from '../requests/index.ts';
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
  if (await store.hasRoyalty(tx, articleId, visitorId)) return;
  if (await askedSince(tx, visitorId, helpedAt)) return;
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
  // Most requests follow no article: they need not wait for the ledger.
  if ((await store.heldRoyalties(tx, visitorId, askedAt)).length === 0) return;
  await lockHead(tx, organisationId);
  await reverse(parts, tx, organisationId, await store.heldRoyalties(tx, visitorId, askedAt));
};

/** Whether they asked for a person after all, and that was heard of before the help of the article was. */
const askedSince = async (tx: Tx, visitorId: string, helpedAt: Date): Promise<boolean> => {
  const from = helpedAt.getTime();
  for (const id of await requestIdsOf(tx, visitorId)) {
    const createdAt = (await findRequest(tx, id))?.createdAt ?? 0;
    if (createdAt > from && createdAt <= from + currentPolicy.royalty.holdMs) return true;
  }
  return false;
};
