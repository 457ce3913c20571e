import { createCipheriv, ECDH, hkdfSync, type ECDH as KeyPair } from 'node:crypto';

/** What a device gave for messages to it, as bytes. */
export interface Receiver {
  /** Its public key: a point of P-256 without compression, 65 bytes. */
  p256dh: Buffer;
  /** A secret of 16 bytes that it shares with us alone. */
  auth: Buffer;
}

/** Size of the one record of a message, in bytes; services take 4,096 at most (RFC 8291, section 4). */
const recordSize = 4096;
/** Ends the last record (RFC 8188, section 2). */
const lastRecord = Buffer.from([2]);

/**
 * Encrypts a message so that the device alone can read it, and no push service on the way (RFC 8291, `aes128gcm`).
 *
 * @param sender a key pair of P-256 for this one message
 * @param salt 16 random bytes for this one message
 * @throws Error for a point that is not on the curve
 */
export const encrypt = (message: string, receiver: Receiver, sender: KeyPair, salt: Buffer): Buffer<ArrayBuffer> => {
  const senderKey = sender.getPublicKey();
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), receiver.p256dh, senderKey]);
  const secret = derive(receiver.auth, sender.computeSecret(receiver.p256dh), info, 32);
  const key = derive(salt, secret, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const nonce = derive(salt, secret, Buffer.from('Content-Encoding: nonce\0'), 12);
  const cipher = createCipheriv('aes-128-gcm', key, nonce);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(recordSize);
  return Buffer.concat([
    ...[salt, size, Buffer.from([senderKey.length]), senderKey],
    ...[cipher.update(message), cipher.update(lastRecord), cipher.final(), cipher.getAuthTag()],
  ]);
};

/** Whether it is a public key that messages can be encrypted for. */
export const isPublicKey = (p256dh: string): boolean => {
  try {
    ECDH.convertKey(p256dh, 'prime256v1', 'base64url');
    return true;
  } catch {
    return false;
  }
};

const derive = (salt: Buffer, secret: Buffer, info: Buffer, length: number): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, salt, info, length));
