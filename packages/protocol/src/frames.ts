import Type, { type Static } from 'typebox';
import { Id, LanguageTag, Media, Mode, RangeMs, Reason, Term, Timestamp, Urgency } from './common.ts';
import { Call, CallEndReason, CallMedia, CallState, PeerSignal } from './http/calls.ts';
import { Message, MessageKindSent, Sender } from './http/conversations.ts';
import { Handover, HandoverState } from './http/handovers.ts';
import { AnsweredField, Appointment, Asking, EmailOfRequest, RequestState } from './http/help-requests.ts';
import { Note } from './http/notes.ts';
import { Triage } from './http/triage.ts';

/** The largest frame either side may send, in bytes of UTF-8. */
export const maxFrameBytes = 64 * 1024;
/** Frames a client may send within a second, sustained, and in a burst; beyond it `rate/limited`, then `bye` (`revoked`). */
export const frameRate = { perSecond: 20, burst: 60 } as const;
export const protocolVersion = 1;

const Ref = Type.String({ minLength: 1, maxLength: 64, description: "the client's own mark; the answer carries it" });
const frame = <N extends string, P extends Parameters<typeof Type.Object>[0]>(name: N, properties: P) =>
  Type.Object({ frame: Type.Literal(name), ...properties }, { additionalProperties: false });

export const Presence = Type.Union([Type.Literal('here'), Type.Literal('away')]);
export type Presence = Static<typeof Presence>;

/** What a client may send, by name. */
export const clientFrames = {
  hello: frame('hello', { ref: Ref, v: Type.Literal(1), token: Type.Optional(Type.String({ maxLength: 4096 })) }),
  join: frame('join', { ref: Ref, conversationId: Id, after: Type.Integer({ minimum: 0 }) }),
  message: frame('message', {
    ref: Ref,
    conversationId: Id,
    clientId: Id,
    kind: MessageKindSent,
    body: Type.String({ minLength: 1, maxLength: 8000 }),
  }),
  read: frame('read', { ref: Type.Optional(Ref), conversationId: Id, seq: Type.Integer({ minimum: 0 }) }),
  typing: frame('typing', { ref: Type.Optional(Ref), conversationId: Id, isTyping: Type.Boolean() }),
  presence: frame('presence', { ref: Type.Optional(Ref), conversationId: Id, status: Presence }),
  'assignment.accept': frame('assignment.accept', { ref: Ref, assignmentId: Id }),
  'assignment.decline': frame('assignment.decline', {
    ref: Ref,
    assignmentId: Id,
    reason: Type.Optional(Type.String({ maxLength: 500 })),
  }),
  availability: frame('availability', {
    ref: Ref,
    switch: Type.Boolean(),
    quietUntil: Type.Optional(Type.Union([Timestamp, Type.Null()])),
    /** The next request they accept is the last one: the switch goes off with it. Left as it is when absent, unless the switch moves. */
    lastOne: Type.Optional(Type.Boolean()),
  }),
  'call.state': frame('call.state', {
    ref: Ref,
    conversationId: Id,
    callId: Id,
    media: CallMedia,
    state: CallState,
    /** Whoever will be seen or heard has pressed **Allow**. */
    consent: Type.Optional(Type.Boolean()),
    reason: Type.Optional(CallEndReason),
  }),
  'call.signal': frame('call.signal', { ref: Type.Optional(Ref), callId: Id, data: PeerSignal }),
} as const;

export type ClientFrames = { [N in keyof typeof clientFrames]: Static<(typeof clientFrames)[N]> };
export type ClientFrame = ClientFrames[keyof ClientFrames];

/** What an `ok` adds, by the frame it answers. */
export interface OkFields {
  hello: { me: Me; serverAt: string; pingMs: number };
  join: { lastSeq: number };
  message: { id: string; seq: number; at: string };
  read: Record<never, never>;
  typing: Record<never, never>;
  presence: Record<never, never>;
  'assignment.accept': { conversationId: string };
  'assignment.decline': Record<never, never>;
  availability: { switch: boolean; state: ExpertState };
  'call.state': Record<never, never>;
  'call.signal': Record<never, never>;
}

/** Who the connection speaks for. */
export interface Me {
  kind: 'visitor' | 'member';
  id: string;
  name?: string;
  role?: string;
}

export const ExpertState = Type.Union([
  Type.Literal('offline'),
  Type.Literal('quiet'),
  Type.Literal('away'),
  Type.Literal('full'),
  Type.Literal('available'),
]);
export type ExpertState = Static<typeof ExpertState>;

/** What an expert sees of a request that is put before them. */
export const RequestSummary = Type.Object({
  id: Id,
  text: Type.String(),
  /** The site's own questions, with the person's answers. */
  fields: Type.Array(AnsweredField),
  /** Only what the person's preview showed: page, browser, app state, errors. */
  context: Type.Record(Type.String(), Type.Unknown()),
  language: LanguageTag,
  urgency: Urgency,
  /** What it is about and how hard it seems. */
  triage: Triage,
  mode: Mode,
  /** When the booked slot begins. */
  slotAt: Type.Optional(Timestamp),
  /** Until when an answer is promised. */
  dueAt: Type.Optional(Timestamp),
  media: Type.Array(Media),
  visitor: Type.Object({ id: Id, name: Type.Optional(Type.String()) }),
  site: Type.Object({ id: Id, name: Type.String() }),
  /** The person reads the answer by e-mail where their page is gone. */
  isAnsweredByEmail: Type.Boolean(),
  createdAt: Timestamp,
});
export type RequestSummary = Static<typeof RequestSummary>;

export const AssignmentState = Type.Union([
  Type.Literal('offered'),
  Type.Literal('accepted'),
  Type.Literal('declined'),
  Type.Literal('timed-out'),
  Type.Literal('withdrawn'),
  Type.Literal('returned'),
]);
export type AssignmentState = Static<typeof AssignmentState>;

/** What the server may send, by name. */
export const serverFrames = {
  message: Type.Object({ frame: Type.Literal('message'), conversationId: Id, ...Message.properties }),
  read: Type.Object({
    frame: Type.Literal('read'),
    conversationId: Id,
    from: Sender,
    seq: Type.Integer({ minimum: 0 }),
  }),
  typing: Type.Object({ frame: Type.Literal('typing'), conversationId: Id, from: Sender, isTyping: Type.Boolean() }),
  presence: Type.Object({ frame: Type.Literal('presence'), conversationId: Id, from: Sender, status: Presence }),
  request: Type.Object({
    frame: Type.Literal('request'),
    requestId: Id,
    state: RequestState,
    position: Type.Integer({ minimum: 0, description: '1 = next; 0 once it is no longer queued' }),
    waitMs: RangeMs,
    /** How many experts are in reach right now, so that the waiting room can say what we are doing. */
    reachable: Type.Integer({ minimum: 0 }),
    /** Nobody is on duty: how long it takes is not known, and `waitMs` a guess. Absent where somebody is. */
    isNobodyOnDuty: Type.Optional(Type.Boolean()),
    asking: Type.Optional(Asking),
    /** How many were asked before, and did not take it; absent where nobody was. */
    refused: Type.Optional(Type.Integer({ minimum: 1 })),
    appointment: Type.Optional(Appointment),
    dueAt: Type.Optional(Timestamp),
    /** Where the answer goes when the page is gone. */
    email: Type.Optional(EmailOfRequest),
    expert: Type.Optional(
      Type.Object({
        name: Type.String(),
        reasons: Type.Array(Reason),
        rating: Type.Optional(Type.Number({ minimum: 1, maximum: 5 })),
        basedOn: Type.Integer({ minimum: 0 }),
      }),
    ),
    conversationId: Type.Optional(Id),
  }),
  assignment: Type.Object({
    frame: Type.Literal('assignment'),
    assignmentId: Id,
    request: RequestSummary,
    score: Type.Number(),
    terms: Type.Array(Term),
    reasons: Type.Array(Reason),
    expiresAt: Timestamp,
    /** The whole time to answer, so that the countdown's share can be drawn. */
    timeoutMs: Type.Integer({ minimum: 0 }),
  }),
  'assignment.ended': Type.Object({
    frame: Type.Literal('assignment.ended'),
    assignmentId: Id,
    state: AssignmentState,
    /** Who took it, when somebody else did. */
    takenBy: Type.Optional(Type.String()),
  }),
  availability: Type.Object({
    frame: Type.Literal('availability'),
    switch: Type.Boolean(),
    state: ExpertState,
    quietUntil: Type.Union([Timestamp, Type.Null()]),
    /**
     * Set when the server changed it by itself: `three-time-outs`, `last-one` (both switched off), `wrap-up` (quiet), `hours` (they
     * began or ended), `most-hours` (the hours of the week are reached, switched off).
     */
    because: Type.Optional(Type.String()),
    /** The switch goes off with the next request they accept. */
    lastOne: Type.Optional(Type.Boolean()),
  }),
  /** Something they are booked for is new, gone or near: whoever shows it reads it again. */
  appointments: Type.Object({ frame: Type.Literal('appointments') }),
  queue: Type.Object({ frame: Type.Literal('queue'), waiting: Type.Integer({ minimum: 0 }) }),
  conversation: Type.Object({
    frame: Type.Literal('conversation'),
    conversationId: Id,
    /** Opened, closed or changed: the client reads the list again. */
    state: Type.String(),
  }),
  'call.state': Type.Object({
    frame: Type.Literal('call.state'),
    conversationId: Id,
    ...Call.properties,
    /** Both peers have a page behind them: the one who shows or asked begins. */
    isReady: Type.Boolean(),
    reason: Type.Optional(CallEndReason),
  }),
  'call.signal': Type.Object({
    frame: Type.Literal('call.signal'),
    conversationId: Id,
    callId: Id,
    data: PeerSignal,
  }),
  /** To members alone: a colleague who takes no part looks at the conversation, or no more. Told again while it lasts. */
  colleague: Type.Object({
    frame: Type.Literal('colleague'),
    conversationId: Id,
    from: Sender,
    status: Type.Union([Type.Literal('reading'), Type.Literal('away')]),
  }),
  /** To the member who asks and to the one who is asked; again after each connection while it is open. */
  handover: Type.Object({ frame: Type.Literal('handover'), ...Handover.properties }),
  /** To the same two: the question is over. */
  'handover.ended': Type.Object({
    frame: Type.Literal('handover.ended'),
    handoverId: Id,
    conversationId: Id,
    state: HandoverState,
  }),
  /** To members alone: a colleague wrote beside a conversation. */
  note: Type.Object({ frame: Type.Literal('note'), ...Note.properties }),
  site: Type.Object({ frame: Type.Literal('site'), siteId: Id, firstSeenAt: Timestamp, lastSeenAt: Timestamp }),
  /** Who belongs to the organisation, or is invited, is no longer what it was: whoever shows it reads it again. */
  members: Type.Object({ frame: Type.Literal('members') }),
  /** A page was refused, or something else about the site is different: read it again. */
  'site.changed': Type.Object({ frame: Type.Literal('site.changed'), siteId: Id }),
  ok: Type.Object({ frame: Type.Literal('ok'), ref: Type.String() }, { additionalProperties: true }),
  problem: Type.Object({
    frame: Type.Literal('problem'),
    ref: Type.Optional(Type.String()),
    type: Type.String(),
    title: Type.String(),
    status: Type.Optional(Type.Integer()),
    detail: Type.String(),
    field: Type.Optional(Type.String()),
    reason: Type.Optional(Type.String()),
    retryAfterMs: Type.Optional(Type.Integer()),
  }),
  bye: Type.Object({
    frame: Type.Literal('bye'),
    reason: Type.Union([
      Type.Literal('draining'),
      Type.Literal('revoked'),
      Type.Literal('replaced'),
      Type.Literal('too-slow'),
    ]),
    reconnectAfterMs: Type.Integer({ minimum: 0 }),
  }),
} as const;

export type ServerFrames = { [N in keyof typeof serverFrames]: Static<(typeof serverFrames)[N]> };
export type ServerFrame = ServerFrames[keyof ServerFrames];
/** Frames that modules push by themselves (not the answers `ok` and `problem`, nor the hub's own `bye`). */
export type PushedFrame = Exclude<ServerFrame, { frame: 'ok' | 'problem' | 'bye' }>;
