import Type, { type Static } from 'typebox';
import { Id, Timestamp } from '../common.ts';

/** What a call carries: voices, or the visitor's screen (with a voice where one was added). */
export const CallMedia = Type.Union([Type.Literal('voice'), Type.Literal('screen')]);
export type CallMedia = Static<typeof CallMedia>;

/** `asked` → `connecting` → `connected` ⇄ `recovering` → `ended`. */
export const CallState = Type.Union([
  Type.Literal('asked'),
  Type.Literal('connecting'),
  Type.Literal('connected'),
  Type.Literal('recovering'),
  Type.Literal('ended'),
]);
export type CallState = Static<typeof CallState>;

/** Why a call ended: somebody stopped or said no, no way was found, the person's connection went, another call took its place. */
export const CallEndReason = Type.Union([
  Type.Literal('stopped'),
  Type.Literal('declined'),
  Type.Literal('no-answer'),
  Type.Literal('cannot-connect'),
  Type.Literal('gone'),
  Type.Literal('replaced'),
  Type.Literal('conversation-ended'),
]);
export type CallEndReason = Static<typeof CallEndReason>;

/** The largest offer, answer or candidate, in characters: real ones stay under 10 KB. */
export const maxSignalLength = 32 * 1024;

/** What one peer hands to the other through the server: an offer, an answer, or a candidate. */
export const PeerSignal = Type.Union([
  Type.Object(
    {
      type: Type.Union([Type.Literal('offer'), Type.Literal('answer'), Type.Literal('rollback')]),
      sdp: Type.Optional(Type.String({ maxLength: maxSignalLength })),
    },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      type: Type.Literal('candidate'),
      candidate: Type.Object(
        {
          candidate: Type.String({ maxLength: 1000 }),
          sdpMid: Type.Optional(Type.Union([Type.String({ maxLength: 64 }), Type.Null()])),
          sdpMLineIndex: Type.Optional(Type.Union([Type.Integer({ minimum: 0, maximum: 64 }), Type.Null()])),
          usernameFragment: Type.Optional(Type.Union([Type.String({ maxLength: 256 }), Type.Null()])),
        },
        { additionalProperties: false },
      ),
    },
    { additionalProperties: false },
  ),
  Type.Object(
    { type: Type.Union([Type.Literal('renegotiate'), Type.Literal('again')]) },
    { additionalProperties: false },
  ),
]);
export type PeerSignal = Static<typeof PeerSignal>;

/** `GET /v1/ice-servers`: credentials end at `expiresAt`. */
export const IceServers = Type.Object({
  iceServers: Type.Array(
    Type.Object({
      urls: Type.Array(Type.String()),
      username: Type.Optional(Type.String()),
      credential: Type.Optional(Type.String()),
    }),
  ),
  expiresAt: Timestamp,
});
export type IceServers = Static<typeof IceServers>;

/** A call as its participants see it. */
export const Call = Type.Object({
  callId: Id,
  media: CallMedia,
  state: CallState,
  startedBy: Type.Union([Type.Literal('visitor'), Type.Literal('member')]),
  at: Timestamp,
});
export type Call = Static<typeof Call>;
