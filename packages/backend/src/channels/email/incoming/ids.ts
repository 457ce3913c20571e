import { createHash } from 'node:crypto';

/**
 * A UUID of something in a mail, the same whenever the mail comes: version 8 of RFC 9562, section 5.8.
 *
 * @param mailHash SHA-256 of the mail; @param index 0 for its text, from 1 for its files
 */
export const idOf = (mailHash: Uint8Array, index: number): string => {
  const bytes = createHash('sha256').update(mailHash).update(String(index)).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};
