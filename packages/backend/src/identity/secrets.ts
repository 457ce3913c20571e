import { createHash, hkdfSync } from 'node:crypto';

/**
 * What is kept of a secret that we made ourselves (session, visitor key, link): 32 random bytes need no slow hash, and
 * their SHA-256 can be looked up.
 */
export const hashSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** A key of its own for one purpose, from `HARMONY_SECRET` (RFC 5869), so that no two uses share one. */
export const deriveKey = (secret: string, purpose: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, '', `harmony:${purpose}`, 32));
