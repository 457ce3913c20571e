import { createHmac } from 'node:crypto';
import type { IceServers } from '@harmony-live/protocol';

/** How long a credential lets a call begin; a call that goes on is not cut. */
const credentialMs = 60 * 60_000;

/**
 * Where peers find each other. With a relay, its credentials end by themselves, so that a leaked one is soon worth nothing
 * (TURN REST API, draft-uberti-behave-turn-rest-00: user `expiry:name`, password base64 of HMAC-SHA1). Without one, only what
 * the two networks allow by themselves.
 *
 * @param name who calls; it is in the relay's log, so it is a pseudonym
 */
export const iceServers = (
  turn: { url: string; secret: string } | undefined,
  name: string,
  now: number,
): IceServers => {
  const expiresAt = now + credentialMs;
  if (turn === undefined) return { iceServers: [], expiresAt: new Date(expiresAt).toISOString() };
  const username = `${Math.floor(expiresAt / 1_000)}:${name}`;
  const credential = createHmac('sha1', turn.secret).update(username).digest('base64');
  const urls = turn.url.includes('?') ? [turn.url] : [turn.url, `${turn.url}?transport=tcp`];
  return { iceServers: [{ urls, username, credential }], expiresAt: new Date(expiresAt).toISOString() };
};
