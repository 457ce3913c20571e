import Type, { type Static } from 'typebox';

/** A UUIDv7 made by the app; rejected as `body/invalid` when malformed in a body, as `<noun>/not-found` in a path. */
export const Id = Type.String({ format: 'uuid', description: 'UUIDv7' });

/** RFC 3339, UTC, milliseconds. */
export const Timestamp = Type.String({ format: 'date-time', description: 'RFC 3339 UTC with milliseconds' });

/** BCP 47, as in `lang`. Loose on purpose: an unknown tag falls back to its language, then to the site's. */
export const LanguageTag = Type.String({ pattern: '^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$', maxLength: 35 });

export const Mode = Type.Union([Type.Literal('live'), Type.Literal('scheduled'), Type.Literal('async')]);
export const Media = Type.Union([
  Type.Literal('text'),
  Type.Literal('voice'),
  Type.Literal('screen'),
  Type.Literal('cobrowse'),
]);
/** 1 `flexible`, 2 `normal`, 3 `urgent`. */
export const Urgency = Type.Union([Type.Literal(1), Type.Literal(2), Type.Literal(3)]);

/** 1 simple, 2 medium, 3 complex. */
export const Complexity = Type.Union([Type.Literal(1), Type.Literal(2), Type.Literal(3)]);

/** An e-mail address as somebody types it; letter case does not tell two apart. */
export const EmailAddress = Type.String({ format: 'email', maxLength: 254 });
/** A password that is being chosen. NIST SP 800-63B: length over composition rules. */
export const NewPassword = Type.String({ minLength: 10, maxLength: 200 });
/** A person's name as others read it. */
export const PersonName = Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' });

/** A duration range in milliseconds: the 80 % interval of an estimate. */
export const RangeMs = Type.Object({
  low: Type.Integer({ minimum: 0 }),
  high: Type.Integer({ minimum: 0 }),
});

/**
 * Why somebody was chosen, as a code with parameters; screens word it in the reader's language.
 *
 * Codes: `statement` { statement, similarity 0–1 } · `solved` { evidenceId, similarity, ageMs; problem, for members alone } ·
 * `familiar` {} · `active` {} · `newcomer` {} · `language` { tag } · `booked` {} · `idle` { idleMs } · `available` {} · `alone` {} · `taken` {}.
 */
export const Reason = Type.Object({
  code: Type.String({ maxLength: 64 }),
  params: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()])),
});

/** One term of a score: `value` 0–1 and the weight it had. */
export const Term = Type.Object({
  name: Type.String(),
  value: Type.Number({ minimum: 0, maximum: 1 }),
  weight: Type.Number(),
});

/** A page of a list: `next` goes into `?after=`; null at the end. */
export const pageOf = <T extends Parameters<typeof Type.Array>[0]>(item: T) =>
  Type.Object({ items: Type.Array(item), next: Type.Union([Type.String(), Type.Null()]) });

export type Mode = Static<typeof Mode>;
export type Media = Static<typeof Media>;
export type Urgency = Static<typeof Urgency>;
export type Complexity = Static<typeof Complexity>;
export type RangeMs = Static<typeof RangeMs>;
export type Reason = Static<typeof Reason>;
export type Term = Static<typeof Term>;
