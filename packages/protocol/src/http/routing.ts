import Type, { type Static } from 'typebox';
import { Timestamp } from '../common.ts';

/** The share of requests that may go to the longest idle for comparison: 0 to 0.5. */
const BaselineShare = Type.Number({ minimum: 0, maximum: 0.5 });

/** How much one term of the score counts at a site. */
export const RoutingWeight = Type.Object({
  /** Such as `meaning`; in the order in which they are shown. */
  name: Type.String(),
  value: Type.Number(),
  /** What the product has where nothing is set. */
  default: Type.Number(),
  /** What may be set. A term only adds or only takes away, so that its name stays true whatever is set. */
  least: Type.Number(),
  most: Type.Number(),
});
export type RoutingWeight = Static<typeof RoutingWeight>;

/** `GET /v1/sites/:id/routing`: how requests of a site are ranked. */
export const SiteRouting = Type.Object({
  weights: Type.Array(RoutingWeight),
  /** 0: every request is sent by its score. */
  baselineShare: BaselineShare,
});
export type SiteRouting = Static<typeof SiteRouting>;

/**
 * Weights by term, such as `{ "activity": 0.3 }`; null goes back to the default, what is absent stays. Names and ranges are
 * those of `GET /v1/sites/:id/routing`.
 */
export const WeightChanges = Type.Record(Type.String({ maxLength: 40 }), Type.Union([Type.Number(), Type.Null()]), {
  maxProperties: 20,
});
export type WeightChanges = Static<typeof WeightChanges>;

/** `PATCH /v1/sites/:id/routing`. */
export const ChangeSiteRouting = Type.Object(
  { weights: Type.Optional(WeightChanges), baselineShare: Type.Optional(BaselineShare) },
  { additionalProperties: false },
);
export type ChangeSiteRouting = Static<typeof ChangeSiteRouting>;

/** `POST /v1/sites/:id/routing/replay`: weights to try on past decisions, over those that hold; nothing is saved. */
export const TryRouting = Type.Object({ weights: Type.Optional(WeightChanges) }, { additionalProperties: false });
export type TryRouting = Static<typeof TryRouting>;

const many = Type.Integer({ minimum: 0 });

/** What came of some decisions. */
export const DecisionOutcomes = Type.Object({
  decisions: many,
  /** The one who was asked accepted. */
  accepted: many,
  /** They declined, or let it pass. */
  refused: many,
  /** In the end it was solved, by whomever. */
  solved: many,
});
export type DecisionOutcomes = Static<typeof DecisionOutcomes>;

/** Past decisions looked at with some weights. What another one would have made of a request is not known. */
export const RoutingReplay = Type.Object({
  decisions: many,
  /** The same person would have been asked. */
  same: DecisionOutcomes,
  /** Another would have been. */
  other: Type.Object({
    ...DecisionOutcomes.properties,
    /** The other one took the request in the end: they would have been asked sooner. */
    tookItInTheEnd: many,
  }),
});
export type RoutingReplay = Static<typeof RoutingReplay>;

/** The newest decisions of a site, with the weights that hold and with those that were tried. */
export const SiteReplay = Type.Object({
  /** Rankings that were looked at; those by which nobody could be asked are no decisions. */
  looked: many,
  /** There are older ones, which were not looked at. */
  isCut: Type.Boolean(),
  /** When the oldest of them was made; null where there is none. */
  since: Type.Union([Timestamp, Type.Null()]),
  held: RoutingReplay,
  tried: RoutingReplay,
});
export type SiteReplay = Static<typeof SiteReplay>;
