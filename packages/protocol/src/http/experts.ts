import Type, { type Static } from 'typebox';
import { Id, LanguageTag, Media, Reason, Term, Timestamp, pageOf } from '../common.ts';
import { ExpertState } from '../frames.ts';

/** 1 basic ("can help"), 2 fluent, 3 native. */
export const LanguageLevel = Type.Union([Type.Literal(1), Type.Literal(2), Type.Literal(3)]);

/** After a conversation ends nobody new is put before the expert for so many minutes; 0 for none. */
export const WrapUpMinutes = Type.Union([
  Type.Literal(0),
  Type.Literal(1),
  Type.Literal(2),
  Type.Literal(5),
  Type.Literal(10),
]);

/** What an expert says about themselves. */
export const ExpertProfile = Type.Object({
  /** Free text, each embedded by itself: "PostgreSQL: slow queries, locks, migrations". */
  statements: Type.Array(Type.String({ minLength: 2, maxLength: 300, pattern: '\\S' }), { maxItems: 20 }),
  languages: Type.Array(Type.Object({ tag: LanguageTag, level: LanguageLevel }), { maxItems: 20 }),
  /** Conversations by text at once. */
  capacity: Type.Integer({ minimum: 1, maximum: 50 }),
  /** Left as it is when absent; 0 to begin with. */
  wrapUpMinutes: Type.Optional(WrapUpMinutes),
});
export type ExpertProfile = Static<typeof ExpertProfile>;

/** `PUT /v1/experts/me`: the whole profile; `version` is the one that was read, or `version/stale`. */
export const ChangeExpertProfile = Type.Object(
  { ...ExpertProfile.properties, version: Type.Integer({ minimum: 0 }) },
  { additionalProperties: false },
);
export type ChangeExpertProfile = Static<typeof ChangeExpertProfile>;

export const OwnExpert = Type.Object({
  ...ExpertProfile.properties,
  id: Id,
  version: Type.Integer(),
  switch: Type.Boolean(),
  state: ExpertState,
  quietUntil: Type.Union([Timestamp, Type.Null()]),
  /** The quiet came with the end of a conversation. */
  isWrappingUp: Type.Boolean(),
  /** The switch goes off with the next request they accept. */
  lastOne: Type.Boolean(),
  /** Conversations that count against capacity now. */
  load: Type.Integer(),
});
export type OwnExpert = Static<typeof OwnExpert>;

export const Expert = Type.Object({
  id: Id,
  memberId: Id,
  name: Type.String(),
  email: Type.String(),
  statements: Type.Array(Type.String()),
  languages: ExpertProfile.properties.languages,
  capacity: Type.Integer(),
  load: Type.Integer(),
  state: ExpertState,
});
export type Expert = Static<typeof Expert>;
export const ExpertList = pageOf(Expert);

/** `POST /v1/experts/rank`: what the ranking would say, without asking anybody. */
export const RankExperts = Type.Object(
  {
    text: Type.String({ minLength: 1, maxLength: 4000 }),
    language: Type.Optional(LanguageTag),
    media: Type.Optional(Type.Array(Media)),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
    /** Rank as of then; now when absent. */
    at: Type.Optional(Timestamp),
    ignoreAvailability: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type RankExperts = Static<typeof RankExperts>;

export const RankedExpert = Type.Object({
  expertId: Id,
  email: Type.String(),
  name: Type.String(),
  score: Type.Number(),
  terms: Type.Array(Term),
  reasons: Type.Array(Reason),
});
export type RankedExpert = Static<typeof RankedExpert>;
export const Ranking = Type.Object({ experts: Type.Array(RankedExpert) });
export type Ranking = Static<typeof Ranking>;
