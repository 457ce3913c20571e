import Type, { type Static } from 'typebox';
import { NoticedSignal, Struggle } from './signals.ts';
import { mostSteps, Step } from './steps.ts';
import { Triage } from './triage.ts';
import { Id, LanguageTag, Media, Mode, RangeMs, Reason, Term, Timestamp, Urgency, pageOf } from '../common.ts';

export const RequestState = Type.Union([
  Type.Literal('queued'),
  Type.Literal('scheduled'),
  Type.Literal('matched'),
  Type.Literal('done'),
  Type.Literal('cancelled'),
  Type.Literal('self-solved'),
  Type.Literal('expired'),
]);
export type RequestState = Static<typeof RequestState>;

/** Why and who, as the seeker sees it. A rating always carries its N. */
export const ExpertCard = Type.Object({
  name: Type.String(),
  reasons: Type.Array(Reason),
  rating: Type.Optional(Type.Number({ minimum: 1, maximum: 5 })),
  basedOn: Type.Integer({ minimum: 0 }),
});
export type ExpertCard = Static<typeof ExpertCard>;

/**
 * What goes along with a request: only what the preview showed and the person left ticked. At most 16 KB.
 * `page` is a path template without query; `signals` and `struggle` are what the page noticed, `steps` the last things done on it, `tried` the articles that did not help; `browser` is name, version, system; `app` is what the host gave
 * `Harmony.context`; `errors` are those handed to `Harmony.report`.
 */
export const RequestContext = Type.Object(
  {
    page: Type.Optional(
      Type.Object(
        { path: Type.String({ maxLength: 500 }), title: Type.Optional(Type.String({ maxLength: 200 })) },
        { additionalProperties: false },
      ),
    ),
    browser: Type.Optional(
      Type.Object(
        {
          name: Type.String({ maxLength: 80 }),
          system: Type.Optional(Type.String({ maxLength: 80 })),
          language: Type.Optional(Type.String({ maxLength: 35 })),
          viewport: Type.Optional(Type.String({ maxLength: 20 })),
        },
        { additionalProperties: false },
      ),
    ),
    app: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    errors: Type.Optional(
      Type.Array(
        Type.Object({ message: Type.String({ maxLength: 500 }), at: Timestamp }, { additionalProperties: false }),
        { maxItems: 20 },
      ),
    ),
    release: Type.Optional(Type.String({ maxLength: 100 })),
    signals: Type.Optional(Type.Array(NoticedSignal, { maxItems: 50 })),
    struggle: Type.Optional(Struggle),
    steps: Type.Optional(Type.Array(Step, { maxItems: mostSteps })),
    tried: Type.Optional(
      Type.Array(
        Type.Object({ articleId: Id, title: Type.String({ maxLength: 200 }) }, { additionalProperties: false }),
        { maxItems: 10 },
      ),
    ),
  },
  { additionalProperties: false },
);
export type RequestContext = Static<typeof RequestContext>;

export const CreateHelpRequest = Type.Object(
  {
    clientId: Id,
    /** May be empty: a request can be sent as it is. */
    text: Type.String({ maxLength: 4000 }),
    topic: Type.Optional(Type.String({ maxLength: 200 })),
    /** Answers to the site's own questions (`fields` of `GET /v1/config`), by the question's `id`. */
    fields: Type.Optional(Type.Record(Type.String(), Type.String({ maxLength: 500 }))),
    context: Type.Optional(RequestContext),
    mode: Type.Optional(Mode),
    /** When the person wants to be helped, one of `GET /v1/slots`: with `mode` `scheduled`, and only then. */
    slotAt: Type.Optional(Timestamp),
    media: Type.Optional(Type.Array(Media, { minItems: 1, maxItems: 4 })),
    urgency: Type.Optional(Urgency),
    language: Type.Optional(LanguageTag),
    /** A member, such as one who helped before: asked first, where they can be asked at all. With `slotAt`, they and nobody else. */
    prefer: Type.Optional(Id),
  },
  { additionalProperties: false },
);
export type CreateHelpRequest = Static<typeof CreateHelpRequest>;

/** Who is being asked this moment, and until when at most. */
export const Asking = Type.Object({
  name: Type.String(),
  /** How many others are asked at the same time: whoever accepts first comes. Absent where nobody is. */
  others: Type.Optional(Type.Integer({ minimum: 1 })),
  /** The language the two can talk in, where it is not the person's own: nobody who speaks that one is free. */
  language: Type.Optional(LanguageTag),
  expiresAt: Timestamp,
});
export type Asking = Static<typeof Asking>;

/** What was booked. */
export const Appointment = Type.Object({
  at: Timestamp,
  endsAt: Timestamp,
  /** With whom; null where they had to give it up and nobody else is free: whoever is there then will come. */
  expertName: Type.Union([Type.String(), Type.Null()]),
});
export type Appointment = Static<typeof Appointment>;

/** Where the answer goes when the person's page is gone. Only the person themself is told of it. */
export const EmailOfRequest = Type.Object({
  email: Type.String(),
  /** Whoever reads that mailbox has pressed the link of a letter, or the host vouches for the address. Before that nothing else goes there. */
  isVerified: Type.Boolean(),
});
export type EmailOfRequest = Static<typeof EmailOfRequest>;

/** A help request as its visitor follows it. */
export const HelpRequest = Type.Object({
  id: Id,
  clientId: Id,
  text: Type.String(),
  state: RequestState,
  position: Type.Integer({ minimum: 0 }),
  waitMs: RangeMs,
  reachable: Type.Integer({ minimum: 0 }),
  /** Nobody is on duty: how long it takes is not known, and `waitMs` a guess. Absent where somebody is. */
  isNobodyOnDuty: Type.Optional(Type.Boolean()),
  asking: Type.Optional(Asking),
  /** How many were asked before, and did not take it; absent where nobody was. */
  refused: Type.Optional(Type.Integer({ minimum: 1 })),
  createdAt: Timestamp,
  /** Of a request with a booked slot. */
  appointment: Type.Optional(Appointment),
  /** Until when an answer is promised; of a request that nobody waits for in the page. */
  dueAt: Type.Optional(Timestamp),
  /** Absent where they left no address, or want no more letters. */
  email: Type.Optional(EmailOfRequest),
  expert: Type.Optional(ExpertCard),
  conversationId: Type.Optional(Id),
});
export type HelpRequest = Static<typeof HelpRequest>;

/** One of the site's own questions as the person read it, with their answer. */
export const AnsweredField = Type.Object({ label: Type.String(), value: Type.String() });
export type AnsweredField = Static<typeof AnsweredField>;

/** What an expert sees beside the conversation. */
export const RequestSummaryContext = Type.Object({
  id: Id,
  text: Type.String(),
  fields: Type.Array(AnsweredField),
  context: RequestContext,
  language: LanguageTag,
  urgency: Urgency,
  triage: Triage,
  createdAt: Timestamp,
  visitor: Type.Object({ id: Id, name: Type.Optional(Type.String()) }),
  site: Type.Object({ id: Id, name: Type.String() }),
  score: Type.Number(),
  terms: Type.Array(Term),
  reasons: Type.Array(Reason),
  /** The person reads the answer by e-mail where their page is gone. */
  isAnsweredByEmail: Type.Boolean(),
  /** Whom these reasons are about, as long as somebody has accepted it: a colleague who came later was not asked for them. */
  acceptedBy: Type.Optional(Type.Object({ id: Id, name: Type.String() })),
});
export type RequestSummaryContext = Static<typeof RequestSummaryContext>;

/** A row of the console's queue. */
export const QueueItem = Type.Object({
  requestId: Id,
  text: Type.String(),
  /** What the page said that it is about; null when it said nothing. */
  topic: Type.Union([Type.String(), Type.Null()]),
  page: Type.Union([Type.String(), Type.Null()]),
  language: LanguageTag,
  urgency: Urgency,
  triage: Triage,
  visitorName: Type.Union([Type.String(), Type.Null()]),
  queuedAt: Timestamp,
  mode: Mode,
  /** When the booked slot begins. */
  slotAt: Type.Optional(Timestamp),
  /** Until when an answer is promised. */
  dueAt: Type.Optional(Timestamp),
  state: RequestState,
  /** The person reads the answer by e-mail where their page is gone. */
  isAnsweredByEmail: Type.Boolean(),
  /** Whoever is being asked right now. */
  askingName: Type.Union([Type.String(), Type.Null()]),
  /** Why it would be the caller's, from the last ranking; null when they were not in it. */
  forMe: Type.Union([Type.Object({ score: Type.Number(), reasons: Type.Array(Reason) }), Type.Null()]),
});
export type QueueItem = Static<typeof QueueItem>;
export const QueueList = pageOf(QueueItem);

/** `POST /v1/queue/:id/take`: the conversation that it opened. */
export const QueueTaken = Type.Object({ conversationId: Id });
export type QueueTaken = Static<typeof QueueTaken>;

/**
 * `GET /v1/queue/outlook`: when the next request is likely, from those of the last weeks. `weeks`: how many whole weeks
 * were looked at, 8 at most; under 2, or with next to no requests in them, nothing is said of the future.
 */
export const QueueOutlook = Type.Object({
  weeks: Type.Integer({ minimum: 0 }),
  /** How many requests came in these weeks. */
  requests: Type.Integer({ minimum: 0 }),
  /** Fewest and most in this same hour of these weeks: the hour that begins now. */
  nextHour: Type.Union([
    Type.Object({ low: Type.Integer({ minimum: 0 }), high: Type.Integer({ minimum: 0 }) }),
    Type.Null(),
  ]),
  /** Beginning of the first hour in which at least half of the weeks had a request; null when none has. */
  likelyAt: Type.Union([Timestamp, Type.Null()]),
});
export type QueueOutlook = Static<typeof QueueOutlook>;
