import { createHash } from 'node:crypto';
import { resolutionsOf } from '../conversation/index.ts';
import type { Tx } from '../platform/database/index.ts';
import type { Platform } from '../platform/platform.ts';
import { post } from './ledger/post.ts';
import { lockHead, transfersByClientId } from './ledger/store.ts';
import { stepId, type Inputs, type Posting } from './ledger/transfer.ts';
import { awardEntries, currentPolicy, resolutionSum, untriagedComplexity, type Policy } from './policy.ts';
import * as store from './store.ts';

/** What awards are made with. */
export type Parts = Pick<Platform, 'clock' | 'outbox'>;

/**
 * Thanks for a solved conversation, on hold. Whatever is not so any more makes none: there is an award already, or the
 * conversation is not solved.
 */
export const awardResolution = async (
  { clock, outbox }: Parts,
  tx: Tx,
  organisationId: string,
  { conversationId, visitorId, memberId }: store.DueRow,
): Promise<void> => {
  // First of all, so that two awards of a pair are counted one after the other.
  await lockHead(tx, organisationId);
  if (await store.hasAward(tx, conversationId)) return;
  const resolution = (await resolutionsOf(tx, [conversationId])).get(conversationId);
  if (resolution?.how == null) return;
  const facts = {
    complexity: untriagedComplexity,
    how: resolution.how,
    rating: resolution.rating,
    earlier: await store.countOfPair(tx, visitorId, memberId),
  } as const;
  const inputs = { ...facts, conversation: conversationId, member: memberId, pair: pairOf(visitorId, memberId) };
  const { amount } = resolutionSum(currentPolicy, facts);
  if (amount === 0) return;
  await hold({ clock, outbox }, tx, organisationId, currentPolicy, inputs, {
    ...{ reason: 'resolution', memberId, visitorId, conversationId, articleId: null, amount },
    holdMs: currentPolicy.holdMs,
  });
};

/** An award before it is booked. */
type Earned = Pick<store.AwardRow, 'reason' | 'memberId' | 'visitorId' | 'conversationId' | 'articleId' | 'amount'> & {
  holdMs: number;
};

/** Books it into escrow, with its row and its event. */
export const hold = async (
  { clock, outbox }: Parts,
  tx: Tx,
  organisationId: string,
  policy: Policy,
  inputs: Inputs,
  { holdMs, ...earned }: Earned,
): Promise<void> => {
  const madeAt = new Date(clock.now());
  const heldUntil = new Date(madeAt.getTime() + holdMs);
  const { unit } = policy;
  const award: store.AwardRow = {
    id: clock.newId(),
    state: 'held',
    ...earned,
    unit,
    madeAt,
    heldUntil,
    settledAt: null,
  };
  await store.insertAward(tx, organisationId, award);
  const { id: clientId, reason, amount } = award;
  const entries = awardEntries(amount, unit);
  await post(tx, organisationId, [{ clientId, at: madeAt, reason, policy: policy.version, inputs, entries }]);
  await outbox.emit(tx, 'award.held', organisationId, news(award, madeAt));
};

/** Pays held awards out of escrow into the wallets. The caller has locked them. */
export const settle = async (
  parts: Parts,
  tx: Tx,
  organisationId: string,
  awards: readonly store.AwardRow[],
): Promise<void> => {
  const at = new Date(parts.clock.now());
  const postings = awards.map(({ id, memberId, unit, amount }): Posting => {
    const entries = [
      { account: 'escrow', unit, amount: -amount },
      { account: `wallet:${memberId}`, unit, amount },
    ];
    return { clientId: stepId(id, 'settle'), at, reason: 'settle', ...about(id), entries };
  });
  await end(parts, tx, organisationId, awards, 'settled', postings, at);
};

/** Takes held awards back: the mirror of how they were booked. The caller has locked the head of the ledger. */
export const reverse = async (
  parts: Parts,
  tx: Tx,
  organisationId: string,
  awards: readonly store.AwardRow[],
): Promise<void> => {
  const at = new Date(parts.clock.now());
  const ids = awards.map(({ id }) => id);
  const booked = new Map((await transfersByClientId(tx, organisationId, ids)).map((one) => [one.clientId, one]));
  const postings = awards.map(({ id }): Posting => {
    const entries = booked.get(id)!.entries.map((entry) => ({ ...entry, amount: -entry.amount }));
    return { clientId: stepId(id, 'reverse'), at, reason: 'reverse', ...about(id), entries };
  });
  await end(parts, tx, organisationId, awards, 'reversed', postings, at);
};

const about = (award: string): Pick<Posting, 'policy' | 'inputs'> => ({
  policy: currentPolicy.version,
  inputs: { award },
});

const end = async (
  { outbox }: Parts,
  tx: Tx,
  organisationId: string,
  awards: readonly store.AwardRow[],
  state: 'settled' | 'reversed',
  postings: Posting[],
  at: Date,
): Promise<void> => {
  if (awards.length === 0) return;
  const ids = awards.map(({ id }) => id);
  await store.endAwards(tx, ids, state, state === 'settled' ? at : null);
  await post(tx, organisationId, postings);
  for (const award of awards) await outbox.emit(tx, `award.${state}`, organisationId, news(award, at));
};

const news = ({ id: awardId, memberId, amount, unit, heldUntil }: store.AwardRow, at: Date) => ({
  ...{ awardId, memberId, amount, unit },
  heldUntil: heldUntil.toISOString(),
  at: at.toISOString(),
});

/**
 * A name for the two that tells awards of the same pair apart from others, and stops telling who the visitor was as soon
 * as the visitor is erased: 16 bytes of a SHA-256, in hex.
 */
const pairOf = (visitorId: string, memberId: string): string =>
  createHash('sha256').update(`${visitorId} ${memberId}`).digest('hex').slice(0, 32);
