import { SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { VisitStarted } from '@harmony-live/protocol';
import { buildTestApp, fakeClock, pageOrigin, type TestApp } from '../../../test/app.ts';
import { createSite } from '../commands.ts';
import { identity } from '../index.ts';
import { visitorTokenMs } from '../tokens.ts';
import { visitIdleMs } from './who.ts';

const clock = fakeClock();
let test: TestApp;
let site: Awaited<ReturnType<typeof createSite>>;
let count = 0;

beforeAll(async () => {
  test = await buildTestApp({ clock, modules: [identity] });
}, 60_000);
afterAll(() => test.close());
beforeEach(async () => {
  site = await createSite(test.app.platform, {
    organisation: `Org ${(count += 1)}`,
    name: 'App',
    origins: [pageOrigin],
  });
});

const post = (payload: object, headers: Record<string, string> = { origin: pageOrigin }) =>
  test.app.inject({ method: 'POST', url: '/v1/visits', headers, payload });
const visit = async (extra: object = {}): Promise<VisitStarted> => {
  const answer = await post({ site: site.key, ...extra });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
};
const user = (sub: string, claims: object = {}, secret = site.secret) =>
  new SignJWT({ sub, aud: site.key, exp: Math.floor(clock.now() / 1000) + 600, ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(secret));
const data = (token: string) =>
  test.app.inject({ url: '/v1/me/data', headers: { authorization: `Bearer ${token}`, origin: pageOrigin } });

describe('POST /v1/visits', () => {
  it('gives an anonymous visitor a key once, and a token for a quarter of an hour', async () => {
    const first = await visit({ locale: 'de', release: '1.2.3' });
    expect(first.visitorKey).toEqual(expect.any(String));
    expect(first.visitor).toEqual({ isIdentified: false });
    expect(Date.parse(first.expiresAt) - clock.now()).toBe(visitorTokenMs);
    const again = await visit({ visitorKey: first.visitorKey });
    expect(again).toMatchObject({ visitorId: first.visitorId, visitId: first.visitId });
    expect(again.visitorKey).toBeUndefined();
  });

  it('starts another visit of the same visitor after half an hour of silence', async () => {
    const first = await visit();
    clock.advance(visitIdleMs - 1);
    const going = await visit({ visitorKey: first.visitorKey });
    expect(going.visitId).toBe(first.visitId);
    clock.advance(visitIdleMs);
    const later = await visit({ visitorKey: first.visitorKey });
    expect(later.visitorId).toBe(first.visitorId);
    expect(later.visitId).not.toBe(first.visitId);
  });

  it('makes a new visitor for a key that it does not know, or that is another site’s', async () => {
    const first = await visit();
    const other = await createSite(test.app.platform, { organisation: 'Elsewhere', name: 'B', origins: [pageOrigin] });
    const foreign = (await post({ site: other.key, visitorKey: first.visitorKey })).json<VisitStarted>();
    expect(foreign.visitorId).not.toBe(first.visitorId);
    expect(foreign.visitorKey).toEqual(expect.any(String));
  });

  it('identifies the host’s user, and knows them on another device', async () => {
    const first = await visit();
    const signedIn = await visit({ visitorKey: first.visitorKey, user: await user('u-1', { name: 'Mia Lang' }) });
    expect(signedIn).toMatchObject({ visitorId: first.visitorId, visitor: { name: 'Mia Lang', isIdentified: true } });
    const elsewhere = await visit({ user: await user('u-1') });
    expect(elsewhere).toMatchObject({ visitorId: first.visitorId, visitor: { name: 'Mia Lang' } });
    expect(elsewhere.visitorKey).toEqual(expect.any(String));
  });

  it('merges two ids of one person: the older wins, tokens and keys of the other lead to it', async () => {
    const older = await visit({ user: await user('u-2') });
    clock.advance(1_000);
    const newer = await visit();
    const merged = await visit({ visitorKey: newer.visitorKey, user: await user('u-2') });
    expect(merged.visitorId).toBe(older.visitorId);
    expect((await visit({ visitorKey: newer.visitorKey })).visitorId).toBe(older.visitorId);
    expect((await data(newer.token)).json()).toMatchObject({ visitor: { id: older.visitorId, externalId: 'u-2' } });
    const events = await test.app.platform.db.asSystem(
      'test',
      (tx) => tx`select payload from outbox where type = 'visitor.merged' and organisation_id = ${site.organisationId}`,
    );
    expect(events).toEqual([{ payload: { visitorId: older.visitorId, mergedId: newer.visitorId } }]);
  });

  it('lets an anonymous id that is older than the account win', async () => {
    const anonymous = await visit();
    clock.advance(1_000);
    const account = await visit({ user: await user('u-3', { name: 'Tom' }) });
    const merged = await visit({ visitorKey: anonymous.visitorKey, user: await user('u-3') });
    expect(merged.visitorId).toBe(anonymous.visitorId);
    expect((await visit({ visitorKey: account.visitorKey })).visitorId).toBe(anonymous.visitorId);
    expect(merged.visitor.isIdentified).toBe(true);
  });

  it('never gives one user’s device to the next who signs in on it', async () => {
    const tom = await visit({ user: await user('tom') });
    const mia = await visit({ visitorKey: tom.visitorKey, user: await user('mia') });
    expect(mia.visitorId).not.toBe(tom.visitorId);
    expect(mia.visitorKey).not.toBe(tom.visitorKey);
    expect((await visit({ visitorKey: tom.visitorKey })).visitorId).toBe(tom.visitorId);
  });

  it('makes one visitor of a user who arrives twice at once', async () => {
    const token = await user('twice');
    const [a, b] = await Promise.all([visit({ user: token }), visit({ user: token })]);
    expect(a.visitorId).toBe(b.visitorId);
  });

  it('records consent with how and by which text, once', async () => {
    const consent = { state: 'on', how: 'widget', textVersion: '1' };
    const first = await visit({ consent });
    await visit({ visitorKey: first.visitorKey, consent });
    await visit({ visitorKey: first.visitorKey, consent: { state: 'local', how: 'help-request' } });
    const { identity: kept } = (await data(first.token)).json<{ identity: { consents: object[] } }>();
    expect(kept.consents).toHaveLength(1);
    expect(kept.consents[0]).toMatchObject({ purpose: 'detect', isGranted: true, how: 'widget', textVersion: '1' });
  });

  it('records what the person chose before there was a visit, each purpose once, and a refusal of what held', async () => {
    const agreed = { detect: true, learn: false };
    const first = await visit({ consent: { state: 'on', how: 'api', textVersion: '1', purposes: agreed } });
    const refused = { state: 'off', how: 'api', textVersion: '1', purposes: { detect: false, learn: false } };
    for (const _ of [1, 2]) await visit({ visitorKey: first.visitorKey, consent: refused });
    const { identity: kept } = (await data(first.token)).json<{ identity: { consents: object[] } }>();
    expect(kept.consents).toHaveLength(3);
    expect(kept.consents).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ purpose: 'detect', isGranted: true, textVersion: '1' }),
        expect.objectContaining({ purpose: 'learn', isGranted: false }),
        expect.objectContaining({ purpose: 'detect', isGranted: false, how: 'api' }),
      ]),
    );
  });

  it.each([
    ['an unknown key', () => ({ site: 'pk_nowhere' }), { origin: pageOrigin }, 404, 'site/not-found'],
    ['another origin', () => ({ site: site.key }), { origin: 'https://evil.test' }, 403, 'origin/not-allowed'],
    ['no origin', () => ({ site: site.key }), {}, 403, 'origin/not-allowed'],
    ['a key of the wrong shape', () => ({ site: 'sk_x' }), { origin: pageOrigin }, 404, 'site/not-found'],
    ['a field nobody knows', () => ({ site: site.key, admin: true }), { origin: pageOrigin }, 400, 'body/invalid'],
  ])('refuses %s', async (_, body, headers, status, code) => {
    const answer = await post(body(), headers as Record<string, string>);
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toMatchObject({ type: `urn:harmony:problem:${code}` });
  });

  it('refuses a user whom the site’s secret does not vouch for, and names the field', async () => {
    const forged = await post({ site: site.key, user: await user('u-1', {}, 'sk_somebody_elses_secret_of_a_site') });
    expect(forged.statusCode).toBe(401);
    expect(forged.json()).toMatchObject({ type: 'urn:harmony:problem:token/invalid', field: '/user' });
    const old = await post({ site: site.key, user: await user('u-1', { exp: Math.floor(clock.now() / 1000) - 60 }) });
    expect(old.json()).toMatchObject({ type: 'urn:harmony:problem:token/expired', field: '/user' });
  });
});

describe('a visitor token', () => {
  it('expires, and says so in words that a page can act on', async () => {
    const { token } = await visit();
    clock.advance(visitorTokenMs + 1_000);
    const answer = await data(token);
    expect(answer.statusCode).toBe(401);
    expect(answer.json()).toMatchObject({ type: 'urn:harmony:problem:token/expired' });
    expect(answer.headers['access-control-allow-origin']).toBe(pageOrigin);
  });

  it('is worth nothing on another page, and nothing when it was made up', async () => {
    const { token } = await visit();
    const elsewhere = await test.app.inject({
      url: '/v1/me/data',
      headers: { authorization: `Bearer ${token}`, origin: 'https://evil.test' },
    });
    expect(elsewhere.json()).toMatchObject({ type: 'urn:harmony:problem:origin/not-allowed' });
    expect((await data('made.up.token')).json()).toMatchObject({ type: 'urn:harmony:problem:token/invalid' });
  });
});

describe('POST /v1/consent', () => {
  it('records each purpose by itself, withdrawal included', async () => {
    const { token } = await visit();
    const headers = { authorization: `Bearer ${token}`, origin: pageOrigin };
    const consent = (purposes: object) =>
      test.app.inject({
        method: 'POST',
        url: '/v1/consent',
        headers,
        payload: { purposes, how: 'widget', textVersion: '1' },
      });
    expect((await consent({ detect: true, learn: false })).statusCode).toBe(204);
    clock.advance(1_000);
    expect((await consent({ detect: false })).statusCode).toBe(204);
    const { identity: kept } = (await data(token)).json<{
      identity: { consents: { purpose: string; isGranted: boolean }[] };
    }>();
    expect(kept.consents.map(({ purpose, isGranted }) => [purpose, isGranted])).toEqual([
      ['detect', true],
      ['learn', false],
      ['detect', false],
    ]);
    expect((await consent({ everything: true })).statusCode).toBe(400);
  });
});
