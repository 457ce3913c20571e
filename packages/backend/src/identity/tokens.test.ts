import { Problem } from '@harmony-live/protocol';
import { SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { deriveKey } from './secrets.ts';
import { issueVisitorToken, readHostToken, readVisitorToken, visitorTokenMs } from './tokens.ts';

const now = Date.UTC(2026, 0, 5, 9);
const key = deriveKey('a secret of the house', 'visitor-token');
const claims = {
  visitorId: '019b0000-0000-7000-8000-000000000001',
  siteId: '019b0000-0000-7000-8000-000000000002',
  organisationId: '019b0000-0000-7000-8000-000000000003',
  visitId: '019b0000-0000-7000-8000-000000000004',
};
const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'accepted',
    (error: unknown) => (error instanceof Problem ? error.code : error),
  );

describe('a visitor token', () => {
  it('says who the visitor is for fifteen minutes', async () => {
    const { token, expiresAt } = await issueVisitorToken(key, claims, now);
    expect(expiresAt).toBe('2026-01-05T09:15:00.000Z');
    expect(await readVisitorToken(key, token, now + visitorTokenMs - 1_000)).toEqual({
      ...claims,
      expiresAt: now + visitorTokenMs,
    });
  });

  it('is told apart when expired and when it is not ours', async () => {
    const { token } = await issueVisitorToken(key, claims, now);
    expect(await codeOf(readVisitorToken(key, token, now + visitorTokenMs + 1_000))).toBe('token/expired');
    const foreign = await issueVisitorToken(deriveKey('another secret', 'visitor-token'), claims, now);
    expect(await codeOf(readVisitorToken(key, foreign.token, now))).toBe('token/invalid');
  });

  it('is invalid when a claim was changed', async () => {
    const { token } = await issueVisitorToken(key, claims, now);
    const [head, body, signature] = token.split('.') as [string, string, string];
    const changed = { ...(JSON.parse(Buffer.from(body, 'base64url').toString()) as object), visitorId: claims.siteId };
    const tampered = [head, Buffer.from(JSON.stringify(changed)).toString('base64url'), signature].join('.');
    expect(await codeOf(readVisitorToken(key, tampered, now))).toBe('token/invalid');
  });

  it.each(['', 'x', 'a.b.c', 'ey.ey.'])('is invalid when it is no token: “%s”', async (text) => {
    expect(await codeOf(readVisitorToken(key, text, now))).toBe('token/invalid');
  });

  it('is invalid when unsigned, and when signed for something else with the same key', async () => {
    const unsigned = new UnsecuredJWT({ ...claims }).setAudience('harmony:visitor').setExpirationTime('1h').encode();
    expect(await codeOf(readVisitorToken(key, unsigned, now))).toBe('token/invalid');
    const other = await new SignJWT({ ...claims })
      .setProtectedHeader({ alg: 'HS256' })
      .setAudience('something-else')
      .setExpirationTime(now / 1000 + 60)
      .sign(key);
    expect(await codeOf(readVisitorToken(key, other, now))).toBe('token/invalid');
  });
});

describe('the host’s JWT', () => {
  const site = { key: 'pk_here', secret: 'sk_0123456789abcdef0123456789abcdef' };
  const sign = (body: Record<string, unknown>, secret = site.secret) =>
    new SignJWT({ sub: 'u-1', aud: site.key, exp: now / 1000 + 600, ...body })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode(secret));

  it('names the user', async () => {
    const token = await sign({ name: ' Mia\u0007Lang ', email: 'mia@example.com', locale: 'de', role: 'ignored' });
    expect(await readHostToken(site, token, now)).toEqual({
      externalId: 'u-1',
      name: 'Mia Lang',
      email: 'mia@example.com',
      locale: 'de',
    });
  });

  it('needs no more than sub, aud and exp', async () => {
    expect(await readHostToken(site, await sign({}), now)).toEqual({ externalId: 'u-1' });
  });

  it.each([
    ['another site’s audience', { aud: 'pk_other' }, 'token/invalid'],
    ['no audience', { aud: undefined }, 'token/invalid'],
    ['no subject', { sub: undefined }, 'token/invalid'],
    ['an empty subject', { sub: ' ' }, 'token/invalid'],
    ['no expiry', { exp: undefined }, 'token/invalid'],
    ['an expiry two hours ahead', { exp: now / 1000 + 7_200 }, 'token/invalid'],
    ['an expiry in the past', { exp: now / 1000 - 60 }, 'token/expired'],
  ])('is refused with %s', async (_, body, code) => {
    expect(await codeOf(readHostToken(site, await sign(body), now))).toBe(code);
  });

  it('is refused when signed with another secret, and says which field is wrong', async () => {
    const refused = readHostToken(site, await sign({}, 'sk_another_secret_of_somebody_else'), now);
    await expect(refused).rejects.toMatchObject({ code: 'token/invalid', extras: { field: '/user' } });
  });
});
