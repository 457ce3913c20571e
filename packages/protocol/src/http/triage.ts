import Type, { type Static } from 'typebox';
import { Complexity, Timestamp, Urgency } from '../common.ts';

/** A domain of the organisation's own list: lower case, words joined by dashes; `other` is none of them. */
export const Domain = Type.String({
  minLength: 1,
  maxLength: 40,
  pattern: '^[\\p{Ll}\\p{Lo}\\p{Lm}\\p{M}\\p{N}]+(-[\\p{Ll}\\p{Lo}\\p{Lm}\\p{M}\\p{N}]+)*$',
  description: 'slug of a domain, such as card-payment',
});
export type Domain = Static<typeof Domain>;

const Confidence = Type.Number({ minimum: 0, maximum: 1 });

/**
 * Why a complexity or urgency was guessed: `how-to` `short` `long` `code` `hard-words` `several-errors` `tried` for complexity,
 * `urgent-words` `calm-words` `errors` `many-errors` for urgency, `learned` where
 * experts' corrections decided.
 */
const Because = Type.Array(Type.String({ maxLength: 40 }));

/** What a request is about and how pressing it is. */
export const Triage = Type.Object({
  /** Best first, three at most; `other` when none fits. */
  domains: Type.Array(
    Type.Object({
      domain: Domain,
      confidence: Confidence,
      /** The person's words that spoke for it, strongest first. */
      words: Type.Array(Type.String()),
    }),
  ),
  complexity: Type.Object({ value: Complexity, confidence: Confidence, because: Because }),
  /** `isChosen`: by the person who asks; then nobody else's word counts. */
  urgency: Type.Object({ value: Urgency, confidence: Confidence, because: Because, isChosen: Type.Boolean() }),
  /** Which expert said otherwise, or that it is right; null while it is a guess. */
  corrected: Type.Union([Type.Object({ name: Type.Union([Type.String(), Type.Null()]), at: Timestamp }), Type.Null()]),
  /** Goes into a correction. */
  version: Type.Integer({ minimum: 0 }),
});
export type Triage = Static<typeof Triage>;

/** `PUT /v1/conversations/:id/triage`: what an expert says it is. Without `urgency` it stays as it is. */
export const CorrectTriage = Type.Object(
  {
    domain: Domain,
    complexity: Complexity,
    urgency: Type.Optional(Urgency),
    /** Of the triage that was read. */
    version: Type.Integer({ minimum: 0 }),
  },
  { additionalProperties: false },
);
export type CorrectTriage = Static<typeof CorrectTriage>;

/** `GET /v1/triage/domains`: those experts have named, most frequent first, then those there are from the start, then `other`. */
export const DomainList = Type.Object({ items: Type.Array(Domain) });
export type DomainList = Static<typeof DomainList>;
