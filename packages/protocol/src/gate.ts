import Type, { type Static } from 'typebox';

/** The ten principles of the product, by id. */
export const principles = [
  'universal-redemption',
  'compassionate-temporality',
  'sacred-privacy',
  'universal-accessibility',
  'unconditional-love',
  'reciprocal-trust',
  'integrated-ethics',
  'conscious-modularity',
  'systemic-cartography',
  'evolutionary-preservation',
] as const;
export type Principle = (typeof principles)[number];

/**
 * One row of the gate's table, as data, so that the page can hold the same copy as the server.
 * The rule applies to actions whose name equals `action`; it is satisfied when the fact `requires` is true.
 */
export const GateRule = Type.Object({
  id: Type.String(),
  principle: Type.String(),
  action: Type.String(),
  /** Name of the fact that must hold, such as `consent.view` or `context.previewed`. */
  requires: Type.String(),
  /** The verdict when it does not. */
  otherwise: Type.Union([
    Type.Literal('conditionally_approved'),
    Type.Literal('needs_review'),
    Type.Literal('rejected'),
  ]),
  explanation: Type.String(),
  /** What would make it all right, or another way. */
  alternative: Type.Optional(Type.String()),
});
export type GateRule = Static<typeof GateRule>;

export type Verdict = 'approved' | 'conditionally_approved' | 'needs_review' | 'rejected';
