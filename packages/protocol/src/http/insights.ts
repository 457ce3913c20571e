import Type, { type Static } from 'typebox';
import { Id, Reason, Timestamp, pageOf } from '../common.ts';
import { Lift, OfferAnswers } from './policy.ts';
import { Fingerprint, SignalTarget } from './signals.ts';

/** `open`; `known` when an article answers it; `gone` when it was not seen for two weeks. */
export const IssueState = Type.Union([Type.Literal('open'), Type.Literal('known'), Type.Literal('gone')]);
export type IssueState = Static<typeof IssueState>;

const seen = { count: Type.Integer({ minimum: 0 }), firstAt: Timestamp, lastAt: Timestamp };

/** One problem of a site: what many messages have in common. */
export const Issue = Type.Object({
  id: Id,
  siteId: Id,
  state: IssueState,
  /** Kind of the signal that began it. */
  kind: Type.String(),
  /** The messages' common words; `‹*›` where they differ, other marks for values by their kind. */
  template: Type.String(),
  /** Function and path template of the page's own code; null where no signal told. */
  place: Type.Union([Type.String(), Type.Null()]),
  fingerprint: Fingerprint,
  /** How often it happened. */
  count: Type.Integer({ minimum: 0 }),
  /** How often a click led to it. */
  clicks: Type.Integer({ minimum: 0 }),
  /** Different visitors, as long as signals are kept. */
  people: Type.Integer({ minimum: 0 }),
  firstAt: Timestamp,
  lastAt: Timestamp,
  /** Where, most often first, ten at most. */
  pages: Type.Array(Type.Object({ page: Type.String(), ...seen })),
  /** In which versions of the app, the newest first, ten at most. */
  releases: Type.Array(Type.Object({ release: Type.String(), ...seen })),
  /** The last 30 days on which it happened, in their order; `day` as `2026-03-02`, UTC. */
  days: Type.Array(Type.Object({ day: Type.String({ format: 'date' }), count: Type.Integer({ minimum: 0 }) })),
  /** What answers it. */
  article: Type.Union([Type.Object({ id: Id, title: Type.String() }), Type.Null()]),
});
export type Issue = Static<typeof Issue>;
export const IssueList = pageOf(Issue);

const totals = {
  /** Stretches of time in which somebody was stuck. */
  struggles: Type.Integer({ minimum: 0 }),
  /** Different visitors. */
  people: Type.Integer({ minimum: 0 }),
  /** Spent stuck, all of them together. */
  minutes: Type.Number({ minimum: 0 }),
};

/** `GET /v1/insights/struggles?site=&days=`. */
export const StrugglesQuery = Type.Object({
  site: Type.Optional(Id),
  days: Type.Optional(Type.Integer({ minimum: 1, maximum: 90, default: 30 })),
});

/** Where people were stuck: by day, and by page and element, the most minutes first. */
export const StruggleInsights = Type.Object({
  from: Timestamp,
  to: Timestamp,
  ...totals,
  /** The same of the stretch of equal length before; null where that reaches further back than anything is kept. */
  before: Type.Union([Type.Object(totals), Type.Null()]),
  /** Each day of it, UTC, empty ones too. */
  days: Type.Array(Type.Object({ day: Type.String({ format: 'date' }), ...totals })),
  places: Type.Array(
    Type.Object({
      siteId: Id,
      page: Type.String(),
      target: Type.Union([SignalTarget, Type.Null()]),
      ...totals,
      lastAt: Timestamp,
      /** What was noticed, most often first, three at most; `params` of the last one. */
      reasons: Type.Array(Reason),
      /** Marks of what went wrong there, most often first, five at most. */
      fingerprints: Type.Array(Fingerprint, { maxItems: 5 }),
      /** What answers it. */
      article: Type.Union([Type.Object({ id: Id, title: Type.String() }), Type.Null()]),
      days: Type.Array(Type.Object({ day: Type.String({ format: 'date' }), struggles: Type.Integer({ minimum: 1 }) })),
    }),
    { maxItems: 50 },
  ),
});
export type StruggleInsights = Static<typeof StruggleInsights>;

/** `GET /v1/insights/offers?site=&days=`: how offers were answered, and what they change against offers held back. */
export const OfferInsights = Type.Object({
  from: Timestamp,
  to: Timestamp,
  answers: OfferAnswers,
  /** The same of the stretch of equal length before; null where that reaches further back than anything is kept. */
  before: Type.Union([OfferAnswers, Type.Null()]),
  lift: Type.Array(Lift),
});
export type OfferInsights = Static<typeof OfferInsights>;

const many = Type.Integer({ minimum: 0 });

/** Times of many cases, milliseconds: half took at most `medianMs`, nine of ten at most `p90Ms`; null where there is none. */
export const TimesTaken = Type.Object({
  of: many,
  medianMs: Type.Union([many, Type.Null()]),
  p90Ms: Type.Union([many, Type.Null()]),
});
export type TimesTaken = Static<typeof TimesTaken>;

const helpTotals = {
  /** Requests for a person. */
  asked: many,
  /** Of these, taken by an expert. */
  helped: many,
  /** Of these, withdrawn, answered by an article meanwhile, or given up. */
  cancelled: many,
  selfSolved: many,
  expired: many,
  /** From asking until an expert took it. */
  toPerson: TimesTaken,
  /** From there to the expert's first words. */
  firstAnswer: TimesTaken,
  /** From asking until it was solved. */
  resolution: TimesTaken,
  /** Conversations that are over, and of these the solved ones: said by the person, or taken from a day of silence. */
  ended: many,
  confirmed: many,
  assumed: many,
  /** Of the solved ones, by the first expert who took it, without a colleague who came into it. */
  byFirstExpert: many,
  /** How often each rating was given, 1 first. */
  ratings: Type.Array(many, { minItems: 5, maxItems: 5 }),
};

/** `GET /v1/insights/help?site=&days=&zone=`: `zone` (IANA) is what hours are told in; days are UTC. */
export const HelpQuery = Type.Object({
  site: Type.Optional(Id),
  days: Type.Optional(Type.Integer({ minimum: 1, maximum: 90, default: 30 })),
  zone: Type.Optional(Type.String({ maxLength: 64, pattern: '^[A-Za-z]', default: 'UTC' })),
});

/** What became of the requests that were made in a stretch of time. */
export const HelpInsights = Type.Object({
  from: Timestamp,
  to: Timestamp,
  zone: Type.String(),
  ...helpTotals,
  /** The same of the stretch of equal length before; null where the workspace did not exist for all of it. */
  before: Type.Union([Type.Object(helpTotals), Type.Null()]),
  /** Each day of it, empty ones too. */
  days: Type.Array(
    Type.Object({
      day: Type.String({ format: 'date' }),
      asked: many,
      helped: many,
      solved: many,
      rated: many,
      stars: many,
    }),
  ),
  /** All days together by hour, 0 to 23: how many asked, and how many of them left before anybody came. */
  hours: Type.Array(Type.Object({ hour: many, asked: many, missed: many }), { minItems: 24, maxItems: 24 }),
});
export type HelpInsights = Static<typeof HelpInsights>;

const figure = Type.Union([Type.Number(), Type.Null()]);

/** A figure of several cases with its 95 % interval: null where there is no case, the interval where they are too few for one. */
export const Measured = Type.Object({ of: many, value: figure, low: figure, high: figure });
export type Measured = Static<typeof Measured>;

/** `GET /v1/insights/ranking?site=&days=`: requests sent by their score beside those sent to whoever was idle longest. */
export const RankingInsights = Type.Object({
  from: Timestamp,
  to: Timestamp,
  /** Such a comparison is running now, on this site, or on one of them. */
  isRunning: Type.Boolean(),
  /** Requests of the stretch that chance has put on either side. */
  sent: Type.Object({ score: many, baseline: many }),
  /**
   * - `solved-by-first` (0 to 1): of those that are over, solved with the first expert who took it, and no colleague who came into it.
   * - `time-to-solution` (milliseconds, median): of those that were solved, from asking.
   * - `rating` (1 to 5, mean): of those that were rated.
   */
  measures: Type.Array(
    Type.Object({
      measure: Type.Union([Type.Literal('solved-by-first'), Type.Literal('time-to-solution'), Type.Literal('rating')]),
      score: Measured,
      baseline: Measured,
      /** How far `score` lies above `baseline`; `of` counts both. */
      difference: Measured,
    }),
  ),
});
export type RankingInsights = Static<typeof RankingInsights>;
