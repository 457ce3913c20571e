import Type, { type Static } from 'typebox';
import { Id, Timestamp, pageOf } from '../common.ts';
import { Fingerprint } from './signals.ts';

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
