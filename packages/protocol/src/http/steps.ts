import Type, { type Static } from 'typebox';
import { Timestamp } from '../common.ts';
import { SignalTarget } from './signals.ts';

/** What somebody did before they asked, and what the page did: no text of the page, nothing that was typed. */
export const StepKind = Type.Union([
  /** Pressed `target`. */
  Type.Literal('press'),
  /** Typed in `target`. */
  Type.Literal('input'),
  /** Came to `page`. */
  Type.Literal('page'),
  /** The page asked `endpoint` by `method`; `status` is missing while nothing came back. */
  Type.Literal('request'),
  /** `message` reached nobody but the browser. */
  Type.Literal('error'),
]);
export type StepKind = Static<typeof StepKind>;

/** The most steps that go along with a request, the newest. */
export const mostSteps = 50;

/** A path template has neither query nor hash. */
const Template = Type.String({ maxLength: 300, pattern: '^[^?#]*$' });

/** One step, as the preview showed it. */
export const Step = Type.Object(
  {
    kind: StepKind,
    at: Timestamp,
    /** Where, as a path template; left out where it is the same as at the step before. */
    page: Type.Optional(Template),
    target: Type.Optional(SignalTarget),
    method: Type.Optional(Type.String({ pattern: '^[A-Z]{1,10}$' })),
    /** Path template; of another origin with its host. */
    endpoint: Type.Optional(Template),
    /** HTTP status; 0 where the network failed. */
    status: Type.Optional(Type.Integer({ minimum: 0, maximum: 999 })),
    /** A template, scrubbed. */
    message: Type.Optional(Type.String({ maxLength: 300 })),
    /** So often in a row. */
    count: Type.Integer({ minimum: 1, maximum: 10_000 }),
  },
  { additionalProperties: false },
);
export type Step = Static<typeof Step>;
