import { createHmac, timingSafeEqual } from 'node:crypto';

/** Bits of the signature that stand in an address: 80, so that nobody guesses one within the life of a thread. */
const signatureBytes = 10;
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/**
 * The part of our mailbox's address that says which thread an answer belongs to: `help+TAG@example.com`. 42 lower-case letters
 * and digits, as servers on the way may fold case: the thread's id, and a signature that only we can make.
 *
 * @param secret the server's; @param threadId a UUID
 */
export const replyTag = (secret: string, threadId: string): string => {
  const id = Buffer.from(threadId.replaceAll('-', ''), 'hex');
  return base32(id) + base32(signatureOf(secret, id));
};

/** The thread's id; undefined for anything that we did not make. */
export const threadOfTag = (secret: string, tag: string): string | undefined => {
  if (!/^[a-z2-7]{42}$/i.test(tag)) return undefined;
  const lower = tag.toLowerCase();
  const id = unbase32(lower.slice(0, 26)).subarray(0, 16);
  const given = unbase32(lower.slice(26));
  if (!timingSafeEqual(given, signatureOf(secret, id))) return undefined;
  const hex = id.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};

/** `help@example.com` and a tag → `help+TAG@example.com`. */
export const taggedAddress = (mailbox: string, tag: string): string => mailbox.replace(/@(?=[^@]*$)/, `+${tag}@`);

const signatureOf = (secret: string, id: Buffer): Buffer =>
  createHmac('sha256', secret).update('reply address').update(id).digest().subarray(0, signatureBytes);

/** RFC 4648 without padding, in lower case. */
const base32 = (bytes: Buffer): string => {
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  const length = Math.ceil((bytes.length * 8) / 5);
  bits <<= BigInt(length * 5 - bytes.length * 8);
  let text = '';
  for (let index = length - 1; index >= 0; index -= 1) text += alphabet[Number((bits >> BigInt(index * 5)) & 31n)];
  return text;
};

const unbase32 = (text: string): Buffer => {
  let bits = 0n;
  for (const letter of text) bits = (bits << 5n) | BigInt(alphabet.indexOf(letter));
  const length = Math.floor((text.length * 5) / 8);
  bits >>= BigInt(text.length * 5 - length * 8);
  return Buffer.from(bits.toString(16).padStart(length * 2, '0'), 'hex');
};
