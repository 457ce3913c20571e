import Type, { type Static } from 'typebox';
import { Id, Reason, Timestamp } from '../common.ts';

/** What the page can notice. A host's own kinds begin with `custom.`. */
export const signalKinds = [
  'error.uncaught',
  'error.rejection',
  'error.console',
  'error.resource',
  'error.policy',
  'network.failed',
  'click.rage',
  'click.dead',
  'click.slow',
  'click.disabled',
  'click.error',
  'form.invalid-loop',
  'form.reentry',
  'form.hesitation',
  'form.rework',
  'form.abandon',
  'nav.loop',
  'nav.reload',
  'help.seek',
  'perf.slow',
] as const;
export type SignalKind = (typeof signalKinds)[number] | `custom.${string}`;

/** The largest batch of signals, in bytes. */
export const maxSignalBatchBytes = 64 * 1024;

/** Which element: no text of it, unless the page allows that (`data-harmony-allow`). */
export const SignalTarget = Type.Object(
  {
    tag: Type.String({ maxLength: 40 }),
    /** Stable from visit to visit: ids, roles and places, never text. */
    selector: Type.String({ maxLength: 300 }),
    role: Type.Optional(Type.String({ maxLength: 40 })),
    type: Type.Optional(Type.String({ maxLength: 40 })),
    label: Type.Optional(Type.String({ maxLength: 80 })),
  },
  { additionalProperties: false },
);
export type SignalTarget = Static<typeof SignalTarget>;

/** Equal for one problem wherever and whenever it happens: kind of problem, normalised message, place. Hexadecimal. */
export const Fingerprint = Type.String({ pattern: '^[0-9a-f]{8,32}$' });

/** One thing that the page noticed. */
export const Signal = Type.Object(
  {
    id: Id,
    kind: Type.String({ maxLength: 60, pattern: '^[a-z]+(\\.[a-z0-9-]+)+$' }),
    /** By the page's clock; a batch says when it was sent, so that the server can correct it. */
    at: Timestamp,
    /** Path template without query, such as `/invoices/:id`. */
    page: Type.String({ maxLength: 300 }),
    target: Type.Optional(SignalTarget),
    /** A template, scrubbed: numbers, quoted values, addresses and names are placeholders. */
    message: Type.Optional(Type.String({ maxLength: 500 })),
    fingerprint: Type.Optional(Fingerprint),
    count: Type.Integer({ minimum: 1, maximum: 10_000 }),
    /** How much it adds to the score, before fading. */
    weight: Type.Number({ minimum: 0, maximum: 100 }),
    /** The provisional signal that this one takes the place of. */
    replaces: Type.Optional(Id),
    data: Type.Optional(
      Type.Record(
        Type.String({ maxLength: 40 }),
        Type.Union([Type.String({ maxLength: 200 }), Type.Number(), Type.Boolean()]),
        { maxProperties: 20 },
      ),
    ),
  },
  { additionalProperties: false },
);
export type Signal = Static<typeof Signal> & { kind: SignalKind };

/**
 * A stretch of time in which somebody was stuck on one page, told again under the same id as it goes on: the server keeps the
 * highest scores and the latest end.
 */
export const StruggleReport = Type.Object(
  {
    id: Id,
    /** When the score first passed the lowest level that is told, and when it was last above it; by the page's clock. */
    startedAt: Timestamp,
    at: Timestamp,
    page: Type.String({ maxLength: 300 }),
    /** The highest so far. */
    score: Type.Number({ minimum: 0, maximum: 100 }),
    /** The highest at which two families agreed, or one sign left no doubt; 0: never. */
    agreedScore: Type.Number({ minimum: 0, maximum: 100 }),
    reasons: Type.Array(Reason, { maxItems: 5 }),
    fingerprints: Type.Array(Fingerprint, { maxItems: 10 }),
    /** What was pressed or filled in, where the heaviest sign names it. */
    target: Type.Optional(SignalTarget),
  },
  { additionalProperties: false },
);
export type StruggleReport = Static<typeof StruggleReport>;

/** What somebody said to an offer. `helped`: the article that came with it did. */
export const OfferAnswer = Type.Union([
  Type.Literal('accepted'),
  Type.Literal('helped'),
  Type.Literal('dismissed'),
  Type.Literal('never'),
  Type.Literal('ignored'),
]);
export type OfferAnswer = Static<typeof OfferAnswer>;

/** An offer that was shown, or was not because somebody is held out or the site only looks on; told again with its answer. */
export const OfferReport = Type.Object(
  {
    id: Id,
    at: Timestamp,
    page: Type.String({ maxLength: 300 }),
    fate: Type.Union([Type.Literal('shown'), Type.Literal('held-out'), Type.Literal('shadow')]),
    answer: Type.Optional(OfferAnswer),
    /** The struggle it came from. */
    struggleId: Type.Optional(Id),
    /** The team's own rule that it came from. */
    ruleId: Type.Optional(Type.String({ maxLength: 40 })),
    /** The article that stood in it. */
    articleId: Type.Optional(Id),
  },
  { additionalProperties: false },
);
export type OfferReport = Static<typeof OfferReport>;

/**
 * `POST /v1/signals`. Each signal, struggle and offer is judged by itself; `token` is for beacons, which carry no header.
 * Something must be in it.
 */
export const SendSignals = Type.Object(
  {
    token: Type.Optional(Type.String({ maxLength: 4096 })),
    sentAt: Timestamp,
    signals: Type.Array(Type.Unknown(), { maxItems: 500 }),
    struggles: Type.Optional(Type.Array(Type.Unknown(), { maxItems: 50 })),
    offers: Type.Optional(Type.Array(Type.Unknown(), { maxItems: 50 })),
  },
  { additionalProperties: false },
);
export type SendSignals = Static<typeof SendSignals>;

/** Counts are over all three lists. */
export const SignalsReceived = Type.Object({
  accepted: Type.Integer(),
  duplicates: Type.Integer(),
  rejected: Type.Array(
    Type.Object({
      /** In which list; absent: `signals`. */
      list: Type.Optional(Type.Union([Type.Literal('struggles'), Type.Literal('offers')])),
      index: Type.Integer(),
      error: Type.Object({ field: Type.String(), reason: Type.String() }),
    }),
  ),
});
export type SignalsReceived = Static<typeof SignalsReceived>;

/** What goes along with a request of what the page noticed, as the preview showed it. */
export const NoticedSignal = Type.Object(
  {
    kind: Type.String({ maxLength: 60 }),
    at: Timestamp,
    page: Type.String({ maxLength: 300 }),
    target: Type.Optional(SignalTarget),
    message: Type.Optional(Type.String({ maxLength: 500 })),
    fingerprint: Type.Optional(Fingerprint),
    count: Type.Integer({ minimum: 1 }),
  },
  { additionalProperties: false },
);
export type NoticedSignal = Static<typeof NoticedSignal>;

/** The page's verdict: how stuck somebody seems, and why. */
export const Struggle = Type.Object(
  { score: Type.Number({ minimum: 0, maximum: 100 }), reasons: Type.Array(Reason, { maxItems: 10 }) },
  { additionalProperties: false },
);
export type Struggle = Static<typeof Struggle>;
