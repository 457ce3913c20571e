import type { Award, AwardExplanation, OwnRewards } from '@harmony-live/protocol';
import { thanksTo } from '../conversation/index.ts';
import { toIso, type Tx } from '../platform/database/index.ts';
import { balancesOf, transfersByClientId } from './ledger/store.ts';
import { accountKey, stepId } from './ledger/transfer.ts';
import { currentPolicy, recompute } from './policy.ts';
import * as store from './store.ts';

/** Thanks that are shown above the numbers. */
const thanksShown = 20;

export const toAward = (row: store.AwardWithPolicy): Award => {
  const { id, reason, state, unit, amount, madeAt, heldUntil, settledAt, policy, conversationId, articleId } = row;
  return {
    ...{ id, reason, state, unit, amount, policy, conversationId, articleId },
    madeAt: madeAt.toISOString(),
    heldUntil: heldUntil.toISOString(),
    settledAt: toIso(settledAt),
  };
};

/** Everything a member has earned: people and thanks first, then tokens. */
export const toOwnRewards = async (
  tx: Tx,
  organisationId: string,
  memberId: string,
  limit: number,
  after?: string,
): Promise<OwnRewards> => {
  const { unit } = currentPolicy;
  const account = `wallet:${memberId}`;
  const rows = await store.awardsOf(tx, organisationId, memberId, limit + 1, after);
  const shown = rows.slice(0, limit);
  const balances = await balancesOf(tx, organisationId, [account]);
  const thanks = await thanksTo(tx, memberId, thanksShown);
  return {
    unit,
    available: balances.get(accountKey({ account, unit })) ?? 0,
    ...(await store.totalsOf(tx, memberId)),
    thanks: thanks.map(({ at, ...rest }) => ({ ...rest, at: at.toISOString() })),
    items: shown.map(toAward),
    next: rows.length > limit ? shown.at(-1)!.id : null,
  };
};

/** Why an award is what it is, computed again from the inputs in the ledger. */
export const toExplanation = async (
  tx: Tx,
  organisationId: string,
  row: store.AwardWithPolicy,
): Promise<AwardExplanation> => {
  const ids = [row.id, stepId(row.id, 'settle'), stepId(row.id, 'reverse')];
  const transfers = await transfersByClientId(tx, organisationId, ids);
  const booked = transfers.find(({ clientId }) => clientId === row.id)!;
  const { amount: recomputed, steps } = recompute(booked.policy, booked.reason, booked.inputs);
  const inEscrow = booked.entries.find(({ account }) => account === 'escrow')?.amount;
  return {
    award: toAward(row),
    inputs: booked.inputs,
    steps,
    recomputed,
    agrees: recomputed === inEscrow && recomputed === row.amount,
    transfers: transfers.map(({ seq, reason, at, hash }) => ({ seq, reason, at, hash })),
  };
};
