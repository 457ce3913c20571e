import { createPublicKey } from 'node:crypto';
import { jwtVerify } from 'jose';
import { expect, it } from 'vitest';
import { authorization, vapidKeyOf } from './vapid.ts';

const secret = 'a secret for tests, 32 characters at least';
const now = Date.parse('2026-11-24T10:00:00.000Z');

it('is the same key after every start, and another one under another secret', () => {
  expect(vapidKeyOf(secret)).toEqual(vapidKeyOf(secret));
  expect(vapidKeyOf(`${secret}.`).publicKey).not.toBe(vapidKeyOf(secret).publicKey);
  expect(Buffer.from(vapidKeyOf(secret).publicKey, 'base64url')).toHaveLength(65);
});

it('signs for one service alone, for an hour, by the key that browsers were given (RFC 8292)', async () => {
  const key = vapidKeyOf(secret);
  const header = await authorization(key, new URL('https://push.example.net/send/1'), 'https://help.example.com', now);
  const [, token, publicKey] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(header)!;
  expect(publicKey).toBe(key.publicKey);
  const point = Buffer.from(publicKey!, 'base64url');
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'));
  const known = createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x, y } });
  const { payload, protectedHeader } = await jwtVerify(token!, known, { currentDate: new Date(now) });
  expect(protectedHeader).toEqual({ typ: 'JWT', alg: 'ES256' });
  expect(payload).toEqual({
    ...{ aud: 'https://push.example.net', sub: 'https://help.example.com' },
    exp: now / 1000 + 3_600,
  });
});
