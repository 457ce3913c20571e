import { createECDH } from 'node:crypto';
import { SignJWT, type JWK } from 'jose';
import { deriveKey } from '../../identity/index.ts';

/** The key by which push services know this installation (RFC 8292). */
export interface VapidKey {
  /** What browsers subscribe with: the point, base64url. */
  publicKey: string;
  privateKey: JWK;
}

/** How long a service may believe one authorisation; a day at most (RFC 8292, section 2). */
const tokenSeconds = 3_600;
/** Order of P-256 (SEC 2): a private key is a number from 1 to one less. */
const order = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551');

/**
 * The installation's key, out of `HARMONY_SECRET` as its other keys: nothing more to keep or to lose. Under another secret
 * it is another key, and devices switch push on again.
 */
export const vapidKeyOf = (secret: string): VapidKey => {
  // One number in four thousand million is none of the curve's; then the next is taken.
  for (let attempt = 0; ; attempt += 1) {
    const bytes = Buffer.from(deriveKey(secret, attempt === 0 ? 'web-push' : `web-push-${attempt}`));
    const number = BigInt(`0x${bytes.toString('hex')}`);
    if (number > 0n && number < order) return keyOf(bytes);
  }
};

/** The header that says who sends, to this service alone. @param contact who runs the server: an address with https: or mailto: */
export const authorization = async (key: VapidKey, endpoint: URL, contact: string, now: number): Promise<string> => {
  const token = await new SignJWT({})
    .setProtectedHeader({ typ: 'JWT', alg: 'ES256' })
    .setAudience(endpoint.origin)
    .setExpirationTime(Math.floor(now / 1000) + tokenSeconds)
    .setSubject(contact)
    .sign(key.privateKey);
  return `vapid t=${token}, k=${key.publicKey}`;
};

const keyOf = (bytes: Buffer): VapidKey => {
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(bytes);
  const point = pair.getPublicKey();
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'));
  return {
    publicKey: point.toString('base64url'),
    privateKey: { kty: 'EC', crv: 'P-256', alg: 'ES256', d: bytes.toString('base64url'), x: x!, y: y! },
  };
};
