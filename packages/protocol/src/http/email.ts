import Type, { type Static } from 'typebox';
import { Id } from '../common.ts';
import { RequestState } from './help-requests.ts';

/** `POST /v1/help-requests/:id/email`. Without `email` it is the address that the host vouches for. */
export const TellByEmail = Type.Object(
  { email: Type.Optional(Type.String({ maxLength: 254 })) },
  { additionalProperties: false },
);
export type TellByEmail = Static<typeof TellByEmail>;

/** The secret of a letter's link. */
export const ThreadLink = Type.Object(
  { token: Type.String({ minLength: 20, maxLength: 100 }) },
  { additionalProperties: false },
);
export type ThreadLink = Static<typeof ThreadLink>;

/** `POST /v1/thread-links`: what a letter's link leads to, for whoever has it. */
export const LinkedThread = Type.Object({
  /** For our own page with the site's tag on it. */
  siteKey: Type.String(),
  siteName: Type.String(),
  requestId: Id,
  state: RequestState,
  /** Where the letter went. */
  email: Type.String(),
  isVerified: Type.Boolean(),
  /** No more letters go there. */
  isStopped: Type.Boolean(),
});
export type LinkedThread = Static<typeof LinkedThread>;
