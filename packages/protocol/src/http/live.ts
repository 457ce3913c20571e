import Type, { type Static } from 'typebox';
import { clientFrames, serverFrames } from '../frames.ts';

/**
 * Long polling: the same frames where sockets are blocked. A session belongs to whoever said its `hello`: every call shows
 * the same token (`Authorization: Bearer`) or cookie. It ends after `DELETE`, `bye`, or a minute without a poll; a client
 * that lost an answer on the way opens a new one and joins again with `after`.
 */
export const OpenLiveSession = clientFrames.hello;

/** `POST /v1/live/sessions`. */
export const LiveSessionOpened = Type.Object({
  sessionId: Type.String({ description: 'unguessable; goes into the paths below' }),
  /** The answer to `hello`. */
  ok: serverFrames.ok,
});
export type LiveSessionOpened = Static<typeof LiveSessionOpened>;

/** `POST /v1/live/sessions/:id/frames`: client frames in their order. Each is checked by itself, as on the socket. */
export const SendLiveFrames = Type.Array(Type.Unknown(), { minItems: 1, maxItems: 60 });

/**
 * Its answer: the frames that went out meanwhile, in order; among them one `ok` or `problem` for each that had a `ref`.
 * Also what `GET …/frames?wait=` answers: news, or an empty list after `wait` milliseconds.
 */
export const LiveFrames = Type.Array(Type.Object({ frame: Type.String() }, { additionalProperties: true }));

/** How long an answer may be held back, in milliseconds. */
export const PollLive = Type.Object({
  wait: Type.Optional(Type.Integer({ minimum: 0, maximum: 25_000, default: 25_000 })),
});
