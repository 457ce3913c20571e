import Type, { type Static } from 'typebox';
import { Timestamp } from '../common.ts';

/** Kinds of things that are kept for a time. */
export const retentionKinds = ['signals', 'conversations', 'decisions', 'audit'] as const;
export type RetentionKind = (typeof retentionKinds)[number];

/** The longest that can be set, days: ten years. */
export const mostRetentionDays = 3_650;
/** The shortest, days: what was done must be readable long enough for somebody to look. */
export const leastRetentionDays: Record<RetentionKind, number> = {
  signals: 1,
  conversations: 7,
  decisions: 30,
  audit: 180,
};

const days = Type.Union([Type.Integer({ minimum: 1, maximum: mostRetentionDays }), Type.Null()]);

/** How long one kind is kept, and what that means tonight. */
export const RetentionOf = Type.Object({
  kind: Type.Enum([...retentionKinds]),
  /** Null: kept until somebody deletes it. */
  days,
  /** False: as the product has it. */
  isSet: Type.Boolean(),
  /** What holds where nothing is set. */
  defaultDays: days,
  leastDays: Type.Integer(),
  /** How many there are, and how many of them go tonight. */
  kept: Type.Integer({ minimum: 0 }),
  next: Type.Integer({ minimum: 0 }),
});
export type RetentionOf = Static<typeof RetentionOf>;

/** `GET /v1/retention`. */
export const Retention = Type.Object({ kinds: Type.Array(RetentionOf), nextRunAt: Timestamp });
export type Retention = Static<typeof Retention>;

/** `PATCH /v1/retention`: days by kind; null goes back to what the product has. */
export const ChangeRetention = Type.Object(
  {
    signals: Type.Optional(days),
    conversations: Type.Optional(days),
    decisions: Type.Optional(days),
    audit: Type.Optional(days),
  },
  { additionalProperties: false },
);
export type ChangeRetention = Static<typeof ChangeRetention>;
