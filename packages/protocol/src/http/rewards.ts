import Type, { type Static } from 'typebox';
import { Id, Timestamp, pageOf } from '../common.ts';

export const AwardState = Type.Union([
  Type.Literal('held'),
  Type.Literal('settled'),
  Type.Literal('reversed'),
  Type.Literal('flagged'),
]);
export type AwardState = Static<typeof AwardState>;

/** Everything that the amount follows from. Pseudonyms only, so that erasing a person leaves the chain whole. */
export const AwardInputs = Type.Record(
  Type.String(),
  Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]),
);

/** Thanks for a resolution, or a royalty for an article that helped. `amount` is in thousandths of a token. */
export const Award = Type.Object({
  id: Id,
  reason: Type.Union([Type.Literal('resolution'), Type.Literal('royalty')]),
  state: AwardState,
  unit: Type.String(),
  amount: Type.Integer({ minimum: 0 }),
  madeAt: Timestamp,
  /** On hold until then. */
  heldUntil: Timestamp,
  settledAt: Type.Union([Timestamp, Type.Null()]),
  policy: Type.String(),
  conversationId: Type.Union([Id, Type.Null()]),
  articleId: Type.Union([Id, Type.Null()]),
});
export type Award = Static<typeof Award>;

/** `GET /v1/rewards`: the caller's own. */
export const OwnRewards = Type.Object({
  unit: Type.String(),
  /** In the wallet. */
  available: Type.Integer(),
  /** In escrow for the caller. */
  onHold: Type.Integer(),
  peopleHelped: Type.Integer({ minimum: 0 }),
  thanks: Type.Array(Type.Object({ conversationId: Id, text: Type.String(), at: Timestamp })),
  items: Type.Array(Award),
  next: Type.Union([Type.String(), Type.Null()]),
});
export type OwnRewards = Static<typeof OwnRewards>;

/** One step of the sum, in words for `code` and with its number. */
export const AwardStep = Type.Object({
  /** `base` · `quality` · `freshness` · `age` · `amount` */
  code: Type.String(),
  value: Type.Number(),
  params: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])),
});

/** `GET /v1/rewards/awards/:id`: why it is what it is, computed again from the inputs. */
export const AwardExplanation = Type.Object({
  award: Award,
  inputs: AwardInputs,
  steps: Type.Array(AwardStep),
  recomputed: Type.Integer(),
  /** Whether the sum made again equals what was booked. */
  agrees: Type.Boolean(),
  /** Where it stands in the ledger. */
  transfers: Type.Array(
    Type.Object({ seq: Type.Integer(), reason: Type.String(), at: Timestamp, hash: Type.String() }),
  ),
});
export type AwardExplanation = Static<typeof AwardExplanation>;

export const LedgerEntry = Type.Object({
  /** `issuance` `escrow` `platform` `community` `tips` `payouts` `burned` `wallet:<memberId>` */
  account: Type.String(),
  unit: Type.String(),
  amount: Type.Integer(),
});

/** One transfer. `hash` is the SHA-256 of the RFC 8785 JSON of all other fields, lower-case hex. */
export const Transfer = Type.Object({
  seq: Type.Integer({ minimum: 1 }),
  at: Timestamp,
  reason: Type.String(),
  policy: Type.String(),
  clientId: Id,
  inputs: AwardInputs,
  entries: Type.Array(LedgerEntry),
  /** The hash of the transfer before; null of the first. */
  prevHash: Type.Union([Type.String(), Type.Null()]),
  hash: Type.String(),
});
export type Transfer = Static<typeof Transfer>;
export const Ledger = pageOf(Transfer);

/** `GET /v1/rewards/verify`: everything recomputed from row one. */
export const LedgerVerdict = Type.Object({
  ok: Type.Boolean(),
  transfers: Type.Integer({ minimum: 0 }),
  headHash: Type.Union([Type.String(), Type.Null()]),
  firstBad: Type.Optional(Type.Object({ seq: Type.Integer(), reason: Type.String() })),
});
export type LedgerVerdict = Static<typeof LedgerVerdict>;

/** `GET /v1/rewards/policy`: every constant of the rule, by version. */
export const RewardPolicy = Type.Object({
  version: Type.String(),
  unit: Type.String(),
  base: Type.Record(Type.String(), Type.Integer()),
  qualityPerStarBelow: Type.Number(),
  qualityUnconfirmed: Type.Number(),
  share: Type.Object({ expert: Type.Number(), platform: Type.Number(), community: Type.Number() }),
  holdMs: Type.Integer(),
  unratedAfterMs: Type.Integer(),
  royalty: Type.Object({ amount: Type.Integer(), halfLifeMs: Type.Integer(), holdMs: Type.Integer() }),
});
export type RewardPolicy = Static<typeof RewardPolicy>;
