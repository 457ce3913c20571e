import Type, { type Static } from 'typebox';
import { Timestamp } from '../common.ts';

/** `required`: noticing stays in the page until the person agrees. `granted`, `denied`: what holds until they say otherwise. */
export const ConsentDefault = Type.Union([Type.Literal('required'), Type.Literal('granted'), Type.Literal('denied')]);
export type ConsentDefault = Static<typeof ConsentDefault>;

/** What a site has set for one kind of signal: off, weighed differently (0–100), or with other limits. */
export const DetectorSettings = Type.Object(
  {
    isOn: Type.Optional(Type.Boolean()),
    weight: Type.Optional(Type.Number({ minimum: 0, maximum: 100 })),
    limits: Type.Optional(Type.Record(Type.String({ maxLength: 40 }), Type.Number(), { maxProperties: 20 })),
  },
  { additionalProperties: false },
);
export type DetectorSettings = Static<typeof DetectorSettings>;

/** A path, where `*` stands for one segment or a part of it and a last `**` for everything below: `/invoices/**`. */
export const PathGlob = Type.String({ minLength: 1, maxLength: 120, pattern: '^/[^?#\\s]*$' });

/** Help that a team wants to offer at a place of its choosing, beside what is noticed. */
export const OfferRule = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z0-9-]{1,40}$' }),
    /** Where; everywhere when absent. */
    page: Type.Optional(PathGlob),
    /** So many seconds on that page, while it is looked at. */
    afterSeconds: Type.Optional(Type.Integer({ minimum: 5, maximum: 3_600 })),
    /** The name that the host gives to `Harmony.trigger`. */
    trigger: Type.Optional(Type.String({ pattern: '^[a-z0-9]+([.-][a-z0-9]+)*$', maxLength: 50 })),
  },
  { additionalProperties: false, description: 'exactly one of `afterSeconds` and `trigger`' },
);
export type OfferRule = Static<typeof OfferRule>;

/** Scores for which the tuning page says what they would have brought. */
export const tuningThresholds = [45, 60, 75, 90] as const;
/** The score from which somebody is stuck, where a site has not set another. */
export const defaultThreshold = 60;

/**
 * Whether a site offers help by itself. `auto`: only looks on for its first week, then offers. `shadow`: looks on until it is
 * told otherwise, and says what it would have offered.
 */
export const OfferMode = Type.Union([
  Type.Literal('auto'),
  Type.Literal('on'),
  Type.Literal('shadow'),
  Type.Literal('off'),
]);
export type OfferMode = Static<typeof OfferMode>;

/** How long a new site looks on under `auto`, milliseconds from the first time that its tag was seen. */
export const shadowMs = 7 * 24 * 3_600_000;

/** All that an owner sets about noticing and offering. */
export const SitePolicy = Type.Object(
  {
    offers: Type.Object(
      {
        mode: OfferMode,
        /** The score from which somebody is stuck. */
        threshold: Type.Integer({ minimum: 30, maximum: 100 }),
        /** The share of visitors that is offered nothing, so that it can be said what offers bring. */
        holdOutShare: Type.Number({ minimum: 0, maximum: 0.5 }),
        rules: Type.Array(OfferRule, { maxItems: 20 }),
      },
      { additionalProperties: false },
    ),
    /** Where the SDK notices: on `allow`, everywhere when that is empty, and never on `deny`. Help can be asked for anywhere. */
    pages: Type.Object(
      { allow: Type.Array(PathGlob, { maxItems: 30 }), deny: Type.Array(PathGlob, { maxItems: 30 }) },
      { additionalProperties: false },
    ),
    /** The share of visitors whose pages notice anything. */
    visitorShare: Type.Number({ minimum: 0, maximum: 1 }),
    /** By kind of signal; what is absent is as the SDK has it. */
    detectors: Type.Record(Type.String({ maxLength: 60 }), DetectorSettings, { maxProperties: 40 }),
    /** Whether `?harmony-debug` in a page's address shows what is noticed. */
    isDebugOn: Type.Boolean(),
  },
  { additionalProperties: false },
);
export type SitePolicy = Static<typeof SitePolicy>;

/** A change: each part that is given takes the place of what was there; within `offers` and `pages`, each field. */
export const ChangePolicy = Type.Object(
  {
    offers: Type.Optional(Type.Partial(SitePolicy.properties.offers, { additionalProperties: false })),
    pages: Type.Optional(Type.Partial(SitePolicy.properties.pages, { additionalProperties: false })),
    visitorShare: Type.Optional(SitePolicy.properties.visitorShare),
    detectors: Type.Optional(SitePolicy.properties.detectors),
    isDebugOn: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type ChangePolicy = Static<typeof ChangePolicy>;

/** What holds for a site that has set nothing. */
export const defaultPolicy: SitePolicy = {
  offers: { mode: 'auto', threshold: defaultThreshold, holdOutShare: 0.1, rules: [] },
  pages: { allow: [], deny: [] },
  visitorShare: 1,
  detectors: {},
  isDebugOn: false,
};

/** What the page is told of it. */
export const OfferConfig = Type.Object({
  /** Whether the page may offer help by itself. */
  isOn: Type.Boolean(),
  /** Whether a person's caps hold (not in the demo). */
  hasCaps: Type.Boolean(),
  /** Nothing is offered, and it is said when something would have been. */
  isShadow: Type.Optional(Type.Boolean()),
  holdOutShare: Type.Optional(Type.Number({ minimum: 0, maximum: 0.5 })),
  rules: Type.Optional(Type.Array(OfferRule, { maxItems: 20 })),
});
export type OfferConfig = Static<typeof OfferConfig>;

/** How two shares compare; shares in 0–1, the interval by Newcombe's method, 95 %. Null where a group is empty. */
export const Lift = Type.Object({
  /** `asked`: somebody asked for help within the visit. `calmed`: no further struggle there for a day. */
  outcome: Type.Union([Type.Literal('asked'), Type.Literal('calmed')]),
  offered: Type.Object({ of: Type.Integer({ minimum: 0 }), count: Type.Integer({ minimum: 0 }) }),
  heldOut: Type.Object({ of: Type.Integer({ minimum: 0 }), count: Type.Integer({ minimum: 0 }) }),
  /** Share of the offered less that of the held out. */
  difference: Type.Union([Type.Number(), Type.Null()]),
  low: Type.Union([Type.Number(), Type.Null()]),
  high: Type.Union([Type.Number(), Type.Null()]),
});
export type Lift = Static<typeof Lift>;

const many = Type.Integer({ minimum: 0 });

/** What became of offers. `ignored`: nothing was pressed. */
export const OfferAnswers = Type.Object({
  shown: many,
  heldOut: many,
  shadow: many,
  accepted: many,
  helpedByArticle: many,
  dismissed: many,
  never: many,
  ignored: many,
});
export type OfferAnswers = Static<typeof OfferAnswers>;

/** `GET /v1/sites/:id/tuning?days=`: what the last days would have brought, and did. */
export const SiteTuning = Type.Object({
  from: Timestamp,
  to: Timestamp,
  /** Whether it only looks on at this moment, and until when; null: until somebody changes it. */
  isShadow: Type.Boolean(),
  shadowUntil: Type.Union([Timestamp, Type.Null()]),
  /** Visits in which a struggle was reported at all. */
  visits: many,
  /** For each threshold: offers within a person's caps, of how many people, and where, most often first, five at most. */
  thresholds: Type.Array(
    Type.Object({
      threshold: Type.Integer(),
      offers: many,
      people: many,
      pages: Type.Array(Type.Object({ page: Type.String(), offers: many })),
    }),
  ),
  answers: OfferAnswers,
  lift: Type.Array(Lift),
});
export type SiteTuning = Static<typeof SiteTuning>;

export const TuningQuery = Type.Object({ days: Type.Optional(Type.Integer({ minimum: 1, maximum: 30, default: 7 })) });
