import Type, { type Static } from 'typebox';
import { Id, LanguageTag, Media, Reason, Term, Timestamp, pageOf } from '../common.ts';
import { ExpertState } from '../frames.ts';
import { WeightChanges } from './routing.ts';

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

// Their form is checked with what they lead to: whoever got one wrong is told in words, not by a pattern.
const beginning = Type.String({ maxLength: 5, description: 'from 00:00 to 23:59' });
const end = Type.String({ maxLength: 5, description: 'from 00:00 to 24:00, which ends the day' });

/** Part of a day by the clock on the wall; an end that is not after the beginning is on the next day. */
export const HoursRange = Type.Object({ from: beginning, to: end }, { additionalProperties: false });
export type HoursRange = Static<typeof HoursRange>;

/** Hours of each week, on some days of it; Monday is 1. */
export const WeeklyHours = Type.Object(
  {
    days: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { minItems: 1, maxItems: 7, uniqueItems: true }),
    from: beginning,
    to: end,
  },
  { additionalProperties: false },
);
export type WeeklyHours = Static<typeof WeeklyHours>;

/** Other hours on one date, in place of the week's; none for a day off. */
export const HoursException = Type.Object(
  {
    date: Type.String({ format: 'date', description: 'such as 2026-12-24' }),
    hours: Type.Array(HoursRange, { maxItems: 10 }),
  },
  { additionalProperties: false },
);
export type HoursException = Static<typeof HoursException>;

const callsAtOnce = Type.Optional(Type.Integer({ minimum: 0, maximum: 50 }));

/**
 * How many conversations with a call an expert would have at once; a kind that is not named fills a place like any other. 0: they
 * are not asked for it.
 */
export const CallCapacity = Type.Object({ voice: callsAtOnce, screen: callsAtOnce }, { additionalProperties: false });
export type CallCapacity = Static<typeof CallCapacity>;

/** What an expert says about themselves. */
export const ExpertProfile = Type.Object({
  /** Free text, each embedded by itself: "PostgreSQL: slow queries, locks, migrations". */
  statements: Type.Array(Type.String({ minLength: 2, maxLength: 300, pattern: '\\S' }), { maxItems: 20 }),
  languages: Type.Array(Type.Object({ tag: LanguageTag, level: LanguageLevel }), { maxItems: 20 }),
  /** Conversations by text at once. */
  capacity: Type.Integer({ minimum: 1, maximum: 50 }),
  /**
   * While a call goes on, its conversation fills as many of the places of `capacity` as make these calls fill all of them:
   * with 4 at once and 1 by voice, all 4. Left as it is when absent.
   */
  callCapacity: Type.Optional(CallCapacity),
  /** Left as it is when absent; 0 to begin with. */
  wrapUpMinutes: Type.Optional(WrapUpMinutes),
  /** They have twice the site's time to accept a request. Left as it is when absent; false to begin with. */
  hasMoreTime: Type.Optional(Type.Boolean()),
  /** Of the IANA data base, such as Europe/Berlin; null for none. Needed beside hours. Left as it is when absent. */
  timeZone: Type.Optional(Type.Union([Type.String({ minLength: 1, maxLength: 64 }), Type.Null()])),
  /** When the switch Available goes on and off by itself; none: it is only moved by hand. Left as they are when absent. */
  hours: Type.Optional(Type.Array(WeeklyHours, { maxItems: 50 })),
  /** Dates on which other hours hold. Left as they are when absent. */
  exceptions: Type.Optional(Type.Array(HoursException, { maxItems: 200 })),
  /**
   * So many hours on duty in a week, from Monday by the clock of `timeZone` (UTC without one), switch Available off until the next;
   * null for no limit. Left as it is when absent.
   */
  mostHoursAWeek: Type.Optional(Type.Union([Type.Integer({ minimum: 1, maximum: 80 }), Type.Null()])),
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
  /** When hours move the switch next; null: they do not. */
  hoursChangeAt: Type.Union([Timestamp, Type.Null()]),
  /** How long they were on duty in the week that goes on, milliseconds: available, full or wrapping up, without breaks. */
  weekMs: Type.Integer({ minimum: 0 }),
  /** Places of the capacity that are taken now: a conversation takes one, with a call in it maybe more. */
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
  callCapacity: CallCapacity,
  timeZone: Type.Union([Type.String(), Type.Null()]),
  hours: Type.Array(WeeklyHours),
  exceptions: Type.Array(HoursException),
  load: Type.Integer(),
  state: ExpertState,
});
export type Expert = Static<typeof Expert>;
export const ExpertList = pageOf(Expert);

/** A person whose requests an expert does not take: what the expert said, never what was said of them. */
export const Block = Type.Object({
  id: Id,
  /** Null for somebody who gave no name. */
  name: Type.Union([Type.String(), Type.Null()]),
  at: Timestamp,
  /** Where the two had met; it may be gone by now. */
  conversationId: Type.Union([Id, Type.Null()]),
});
export type Block = Static<typeof Block>;
export const BlockList = pageOf(Block);
export type BlockList = Static<typeof BlockList>;

/** `POST /v1/experts/me/preview`: which requests would be near, were this the profile; nothing is saved. */
export const PreviewExpert = Type.Object(
  { statements: ExpertProfile.properties.statements, languages: ExpertProfile.properties.languages },
  { additionalProperties: false },
);
export type PreviewExpert = Static<typeof PreviewExpert>;

export const ProfilePreview = Type.Object({
  /** How many of the latest requests were looked at. */
  looked: Type.Integer({ minimum: 0 }),
  /** How many of them are in a language of the profile. */
  spoken: Type.Integer({ minimum: 0 }),
  /** How many of these are near to a statement. */
  near: Type.Integer({ minimum: 0 }),
  /** The nearest of those that the member may read, nearest first; of the others only the number is told. */
  items: Type.Array(
    Type.Object({
      requestId: Id,
      text: Type.String(),
      topic: Type.Union([Type.String(), Type.Null()]),
      language: Type.String(),
      createdAt: Timestamp,
      /** Cosine with the nearest statement; up to 1. */
      similarity: Type.Number(),
      /** Which statement that is, from 0. */
      statement: Type.Integer({ minimum: 0 }),
    }),
  ),
});
export type ProfilePreview = Static<typeof ProfilePreview>;

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
    /** With the weights of this site; the product's own when absent. */
    site: Type.Optional(Id),
    /** Other weights to try, over those. */
    weights: Type.Optional(WeightChanges),
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
