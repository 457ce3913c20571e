import Type, { type Static } from 'typebox';
import { Id, Reason, Timestamp, pageOf } from '../common.ts';
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
