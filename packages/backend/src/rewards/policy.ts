import type { AwardExplanation, RewardPolicy } from '@harmony-live/protocol';
import type { Static } from 'typebox';
import type { Entry, Inputs } from './ledger/transfer.ts';

const dayMs = 24 * 60 * 60_000;

/** A version of the rule: every constant of it. Once used it never changes; another rule gets another version. */
export type Policy = Static<typeof RewardPolicy>;

/** The rule by version; amounts in thousandths of a token (`domain.md`, "amounts"; `rewards.md`, "Rule"). */
export const policies: Readonly<Record<string, Policy>> = {
  v1: {
    version: 'v1',
    unit: 'token',
    base: { '1': 15_000, '2': 25_000, '3': 30_000 },
    qualityPerStarBelow: 0.1,
    qualityUnconfirmed: 0.8,
    share: { expert: 0.7, platform: 0.2, community: 0.1 },
    holdMs: 7 * dayMs,
    unratedAfterMs: 60 * 60_000,
    royalty: { amount: 2_000, halfLifeMs: 180 * dayMs, holdMs: dayMs },
  },
};

/** The rule of today. */
export const currentPolicy: Policy = policies.v1!;

/** Until somebody or something tells how complex a problem was, it counts as medium. */
export const untriagedComplexity = 2;

/** What the amount of an award for a solved conversation follows from. */
export interface ResolutionFacts {
  /** 1 simple, 2 medium, 3 complex. */
  complexity: 1 | 2 | 3;
  how: 'confirmed' | 'assumed';
  /** 1 to 5, null when unrated. */
  rating: number | null;
  /** Awards of the same visitor and member before, without those that were reversed. */
  earlier: number;
}

/** What a royalty follows from. */
export interface RoyaltyFacts {
  /** Whole days since the article was first published. */
  ageDays: number;
  /** Among how many it is split. */
  contributors: number;
}

export type AwardStep = Static<typeof AwardExplanation>['steps'][number];

/** The amount in thousandths, and how it came about. */
export interface Sum {
  amount: number;
  steps: AwardStep[];
}

/**
 * Thanks for a solved conversation: base × quality × freshness of the pair, rounded down to a thousandth of a token once,
 * at the end. Computed in tenths and powers of two, so that every machine gets the same integer.
 */
export const resolutionSum = (policy: Policy, { complexity, how, rating, earlier }: ResolutionFacts): Sum => {
  const base = policy.base[complexity]!;
  const isUnconfirmed = how === 'assumed' || rating === null;
  const tenths = Math.round(
    10 * (isUnconfirmed ? policy.qualityUnconfirmed : 1 - policy.qualityPerStarBelow * (5 - rating)),
  );
  const amount = Math.floor((base * tenths) / 10 / 2 ** earlier);
  return {
    amount,
    steps: [
      { code: 'base', value: base, params: { complexity } },
      { code: 'quality', value: tenths / 10, params: { how, rating } },
      { code: 'freshness', value: 1 / 2 ** earlier, params: { earlier } },
      { code: 'amount', value: amount, params: {} },
    ],
  };
};

/** A contributor's part of a royalty: it halves with each half-life of the article's age; rounded to the nearest thousandth, then split, rounded down. */
export const royaltySum = ({ royalty }: Policy, { ageDays, contributors }: RoyaltyFacts): Sum => {
  const age = 2 ** ((-ageDays * dayMs) / royalty.halfLifeMs);
  const amount = Math.floor(Math.round(royalty.amount * age) / contributors);
  return {
    amount,
    steps: [
      { code: 'base', value: royalty.amount, params: {} },
      { code: 'age', value: age, params: { ageDays, halfLifeDays: royalty.halfLifeMs / dayMs } },
      { code: 'amount', value: amount, params: { contributors } },
    ],
  };
};

/**
 * What comes on top of an award of `amount`: 2/7 for the platform, rounded down, and 1/7 for the community pool, which gets
 * the rounding rest, so that all three together are 10/7 of the amount, rounded down.
 */
export const shares = (amount: number): { platform: number; community: number } => {
  const platform = Math.floor((2 * amount) / 7);
  return { platform, community: Math.floor((10 * amount) / 7) - amount - platform };
};

/** The entries that put an award on hold. */
export const awardEntries = (amount: number, unit: string): Entry[] => {
  const { platform, community } = shares(amount);
  return [
    { account: 'issuance', unit, amount: -(amount + platform + community) },
    { account: 'escrow', unit, amount },
    { account: 'platform', unit, amount: platform },
    { account: 'community', unit, amount: community },
  ].filter((entry) => entry.amount !== 0);
};

/**
 * Computes an award again from what its transfer says: the version of the rule, the reason, the inputs.
 *
 * @throws RangeError for a version or a reason that has no rule
 */
export const recompute = (version: string, reason: string, inputs: Inputs): Sum => {
  const policy = policies[version];
  // What is in the ledger was written from these types, and its hash was checked.
  if (policy !== undefined && reason === 'resolution')
    return resolutionSum(policy, inputs as unknown as ResolutionFacts);
  if (policy !== undefined && reason === 'royalty') return royaltySum(policy, inputs as unknown as RoyaltyFacts);
  throw new RangeError(`No rule ${version} for "${reason}".`);
};

/** Whole days from `from` until `until`; never less than none. */
export const daysBetween = (from: Date, until: Date): number =>
  Math.max(0, Math.floor((until.getTime() - from.getTime()) / dayMs));
