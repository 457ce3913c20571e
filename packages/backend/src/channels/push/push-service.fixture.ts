import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PushSubscription } from '@harmony-live/protocol';

/** What came for a device. */
export interface Pushed {
  headers: IncomingHttpHeaders;
  /** Decrypted, as its browser would. */
  message: unknown;
}

/** A push service on loopback, and the browsers behind it. */
export interface PushService {
  /** As `PUSH_SERVICES` names it: its origin. */
  origin: string;
  /** A new device, as its browser's subscription; `came` holds what was sent to it. */
  device(): { subscription: PushSubscription; came: Pushed[] };
  /** What it answers from now on. */
  answer(status: number, headers?: Record<string, string>): void;
  /** How often it was called at all. */
  calls(): number;
  close(): Promise<void>;
}

export const startPushService = async (): Promise<PushService> => {
  const devices = new Map<string, (headers: IncomingHttpHeaders, body: Buffer) => void>();
  let answer: { status: number; headers: Record<string, string> } = { status: 201, headers: {} };
  let calls = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      calls += 1;
      if (answer.status === 201) devices.get(request.url ?? '')?.(request.headers, Buffer.concat(chunks));
      response.writeHead(answer.status, answer.headers).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    device: () => {
      const pair = createECDH('prime256v1');
      const p256dh = pair.generateKeys();
      const auth = randomBytes(16);
      const path = `/send/${randomBytes(16).toString('base64url')}`;
      const came: Pushed[] = [];
      devices.set(path, (headers, body) => {
        came.push({ headers, message: JSON.parse(decrypt(body, pair.getPrivateKey(), auth)) as unknown });
      });
      const keys = { p256dh: p256dh.toString('base64url'), auth: auth.toString('base64url') };
      return { subscription: { endpoint: origin + path, keys }, came };
    },
    answer: (status, headers = {}) => void (answer = { status, headers }),
    calls: () => calls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

/** The other side of `encrypt`, written by itself from RFC 8291 and RFC 8188. @returns the text of the one record */
export const decrypt = (body: Buffer, privateKey: Buffer, auth: Buffer): string => {
  const [salt, keyLength] = [body.subarray(0, 16), body[20]!];
  const senderKey = body.subarray(21, 21 + keyLength);
  const record = body.subarray(21 + keyLength);
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(privateKey);
  const derive = (key: Buffer, from: Buffer, info: Buffer, length: number): Buffer =>
    Buffer.from(hkdfSync('sha256', key, from, info, length));
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), pair.getPublicKey(), senderKey]);
  const secret = derive(pair.computeSecret(senderKey), auth, info, 32);
  const decipher = createDecipheriv(
    'aes-128-gcm',
    derive(secret, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16),
    derive(secret, salt, Buffer.from('Content-Encoding: nonce\0'), 12),
  );
  decipher.setAuthTag(record.subarray(-16));
  const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
  const end = padded.lastIndexOf(2);
  if (end < 0 || padded.subarray(end + 1).some((byte) => byte !== 0)) throw new Error('no last record');
  return padded.subarray(0, end).toString();
};
