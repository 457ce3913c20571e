import type { AuditEvent, Site, SiteConfig, SiteSecret } from '@harmony-live/protocol';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  buildTestApp,
  fakeClock,
  pageOrigin,
  type Somebody,
  type TestApp,
  type TestWorkspace,
} from '../../../test/app.ts';

const clock = fakeClock();
const dayMs = 24 * 60 * 60_000;
let test: TestApp;
let house: TestWorkspace;
let admin: Somebody;

beforeAll(async () => {
  test = await buildTestApp({ clock });
}, 60_000);
afterAll(() => test.close());
beforeEach(async () => {
  house = await test.workspace(`House ${clock.newId()}`);
  admin = await house.signInAs('admin', 'Robin');
});

type Method = 'GET' | 'POST' | 'PATCH';
const call = async <T>(method: Method, url: string, payload?: object, { headers } = admin) => {
  const answer = await test.app.inject({ method, url, headers, ...(payload && { payload }) });
  return { status: answer.statusCode, headers: answer.headers, body: answer.json<T & { field?: string }>() };
};
const change = (payload: object, id = house.siteId) => call<Site>('PATCH', `/v1/sites/${id}`, payload);
const site = async () => (await call<{ items: Site[] }>('GET', '/v1/sites')).body.items[0]!;
const config = (key: string, origin = pageOrigin, headers: object = {}) =>
  test.app.inject({ url: `/v1/config?site=${key}`, headers: { origin, ...headers } });
const trail = async () => (await call<{ items: AuditEvent[] }>('GET', '/v1/audit?kind=site')).body.items;

describe('adding a site', () => {
  it('tells the secret once, serves the new key at once, and is in the trail without it', async () => {
    const { status, headers, body } = await call<SiteSecret>('POST', '/v1/sites', {
      name: ' Shop ',
      origins: ['https://shop.test/'],
    });
    expect([status, headers['cache-control']]).toEqual([201, 'no-store']);
    expect(body).toMatchObject({ site: { name: 'Shop', origins: ['https://shop.test'], isOn: true } });
    expect(body.secret).toMatch(/^sk_\w{30,}/);
    expect((await config(body.site.key, 'https://shop.test')).statusCode).toBe(200);
    const told = await call('GET', '/v1/sites');
    expect(JSON.stringify([told.body, await trail()])).not.toContain(body.secret);
    expect((await trail())[0]).toMatchObject({ kind: 'site.created', by: { name: 'Robin' }, about: 'Shop' });
  });

  it('refuses a wrong origin by its field, and who may not', async () => {
    const wrong = { name: 'Shop', origins: ['https://shop.test', 'https://*.com'] };
    expect(await call('POST', '/v1/sites', wrong)).toMatchObject({ status: 400, body: { field: '/origins/1' } });
    expect(await call('POST', '/v1/sites', { name: '  ' })).toMatchObject({ status: 400, body: { field: '/name' } });
    for (const role of ['coordinator', 'expert', 'auditor'] as const) {
      const { status } = await call('POST', '/v1/sites', { name: 'Shop' }, await house.signInAs(role));
      expect(status, role).toBe(403);
    }
  });
});

describe('a new public key', () => {
  const rotate = (payload: object) => call<Site>('POST', `/v1/sites/${house.siteId}/key`, payload);

  it('is served beside the one before for as many days as were said', async () => {
    const { body } = await rotate({ keepDays: 7 });
    expect(body.key).not.toBe(house.siteKey);
    expect(body.snippet).toContain(body.key);
    expect(body.oldKey).toEqual({ key: house.siteKey, until: new Date(clock.now() + 7 * dayMs).toISOString() });
    expect([(await config(body.key)).statusCode, (await config(house.siteKey)).statusCode]).toEqual([200, 200]);
    clock.advance(7 * dayMs);
    expect([(await config(body.key)).statusCode, (await config(house.siteKey)).statusCode]).toEqual([200, 404]);
    expect((await site()).oldKey).toBeNull();
    const changes = expect.arrayContaining([{ field: 'key', from: house.siteKey, to: body.key }]) as unknown;
    expect((await trail())[0]).toMatchObject({ kind: 'site.key-rotated', changes });
  });

  it('takes its place at once where none were said', async () => {
    const { body } = await rotate({ keepDays: 0 });
    expect(body.oldKey).toBeNull();
    expect((await config(house.siteKey)).statusCode).toBe(404);
    expect(await rotate({ keepDays: 400 })).toMatchObject({ status: 400, body: { field: '/keepDays' } });
  });
});

it('a new secret is told once, and names signed with the one before count no longer', async () => {
  const jwt = (secret: string) =>
    new SignJWT({ sub: 'u-1', name: 'Mira' })
      .setProtectedHeader({ alg: 'HS256' })
      .setAudience(house.siteKey)
      .setExpirationTime(Math.floor(clock.now() / 1000) + 600)
      .sign(new TextEncoder().encode(secret));
  const visit = async (secret: string) => {
    const payload = { site: house.siteKey, user: await jwt(secret) };
    return test.app.inject({ method: 'POST', url: '/v1/visits', headers: { origin: pageOrigin }, payload });
  };
  const first = await call<SiteSecret>('POST', `/v1/sites/${house.siteId}/secret`);
  const second = await call<SiteSecret>('POST', `/v1/sites/${house.siteId}/secret`);
  expect((await visit(first.body.secret)).statusCode).toBe(401);
  expect((await visit(second.body.secret)).json()).toMatchObject({ visitor: { name: 'Mira' } });
  expect((await trail())[0]).toMatchObject({ kind: 'site.secret-rotated', changes: [] });
  expect(JSON.stringify(await trail())).not.toContain(second.body.secret);
});

describe('a page that was refused', () => {
  it('is told with origin and time alone, until it is let in', async () => {
    await config(house.siteKey, 'https://shop.test', { referer: 'https://shop.test/secret?token=1' });
    await config(house.siteKey, 'null');
    const { refusals } = await site();
    expect(refusals).toEqual([
      { origin: 'https://shop.test', reason: 'origin', at: new Date(clock.now()).toISOString() },
    ]);
    await change({ origins: [pageOrigin, 'https://shop.test'] });
    expect((await site()).refusals).toEqual([]);
  });

  it('is told where its tag carries a key that nobody has, to the site of its origin alone', async () => {
    const origin = `https://${clock.newId()}.test`;
    await change({ origins: [origin] });
    await config('pk_mistyped', origin);
    await config('pk_mistyped', 'https://elsewhere.test');
    expect((await site()).refusals).toMatchObject([{ origin, reason: 'key' }]);
  });

  it('is kept twenty times at most, the newest', async () => {
    for (let at = 0; at < 24; at += 1) {
      clock.advance(1_000);
      await config(house.siteKey, `https://shop-${at}.test`);
    }
    const { refusals } = await site();
    expect([refusals.length, refusals[0]?.origin]).toEqual([20, 'https://shop-23.test']);
  });
});

it('our own page with the tag does not count as a sight of the site', async () => {
  const page = await test.app.inject({ url: `/try/${house.siteKey}` });
  const key = /data-site="(pk_\w+)"/.exec(page.body)![1]!;
  expect(key).not.toBe(house.siteKey);
  const headers = { 'sec-fetch-site': 'same-origin' };
  const told = await test.app.inject({ url: `/v1/config?site=${key}`, headers });
  expect(told.json()).toMatchObject({ isOn: true, site: { name: expect.stringContaining('app') as unknown } });
  expect((await site()).lastSeenAt).toBeNull();
  const visit = await test.app.inject({
    ...{ method: 'POST', url: '/v1/visits', headers: { origin: 'http://localhost:4400' }, payload: { site: key } },
  });
  expect(visit.statusCode).toBe(200);
  expect((await test.app.inject({ url: '/try/%22%3E' })).statusCode).toBe(404);
});

describe('what a site says and asks', () => {
  const order = { id: 'order', kind: 'text', labels: { en: 'Order number' }, isRequired: true };
  const area = { id: 'area', kind: 'choice', labels: { en: 'Area' }, isRequired: false, choices: ['Bills', 'Other'] };

  it('reaches its pages, and the trail says from what to what', async () => {
    const texts = { en: { title: 'Ask us', greeting: 'Hello' }, de: { greeting: 'Hallo' } };
    const { status } = await change({ color: '#2D5BD0', texts, fields: [order, area] });
    expect(status).toBe(200);
    const told = (await config(house.siteKey)).json<SiteConfig>();
    expect(told).toMatchObject({ branding: { color: '#2d5bd0' }, texts, fields: [order, area] });
    expect(Object.keys(told.texts!)).toEqual(['en', 'de']);
    const changes = expect.arrayContaining([{ field: 'color', from: null, to: '#2d5bd0' }]) as unknown;
    expect((await trail())[0]).toMatchObject({ kind: 'site.changed', changes });
    await change({ color: null, texts: {}, fields: [] });
    const none = (await config(house.siteKey)).json<SiteConfig>();
    expect(none.branding).toEqual({ color: null });
    expect([none.texts, none.fields]).toEqual([undefined, undefined]);
  });

  it.each([
    ['a colour in words', { color: 'blue' }, '/color'],
    ['two fields of one id', { fields: [order, order] }, '/fields/1/id'],
    ['a choice without choices', { fields: [{ ...area, choices: undefined }] }, '/fields/0/choices'],
    ['choices of a text', { fields: [{ ...order, choices: ['a', 'b'] }] }, '/fields/0/choices'],
    ['a field without words', { fields: [{ ...order, labels: {} }] }, '/fields/0/labels'],
    ['a page without a slash', { fields: [{ ...order, pages: ['orders'] }] }, '/fields/0/pages/0'],
    ['six fields', { fields: 'abcdef'.split('').map((id) => ({ ...order, id })) }, '/fields'],
    ['a language that is none', { texts: { 'not a tag': { title: 'x' } } }, '/texts'],
    [
      'more words than pages should load',
      { texts: Object.fromEntries('de en es fr it pt'.split(' ').map((tag) => [tag, { greeting: 'x'.repeat(280) }])) },
      '/texts',
    ],
  ])('refuses %s by field', async (_, payload, field) => {
    const { status, body } = await change(payload);
    expect(status).toBe(400);
    expect(body.field).toMatch(new RegExp(`^${field}`));
  });

  it('fits the configuration at its fullest', async () => {
    const long = { greeting: 'x'.repeat(270) };
    await change({
      texts: { de: long, en: long, fr: long, pt: long },
      fields: [{ ...area, choices: Array.from({ length: 12 }, (__, at) => `${at}${'y'.repeat(58)}`) }, order],
      policy: {
        offers: {
          rules: Array.from({ length: 20 }, (__, at) => ({
            id: `rule-${at}`,
            page: `/${'x'.repeat(118)}`,
            afterSeconds: 3_600,
          })),
        },
      },
    });
    expect(Buffer.byteLength((await config(house.siteKey)).body)).toBeLessThanOrEqual(8 * 1024);
  });

  it('is asked of whoever asks for help, with problems that name the field', async () => {
    await change({ fields: [order, area] });
    const visitor = await house.visitor();
    const ask = async (fields?: Record<string, string>) => {
      const payload = { clientId: clock.newId(), text: 'Help', language: 'en', ...(fields && { fields }) };
      const answer = await test.app.inject({
        method: 'POST',
        url: '/v1/help-requests',
        headers: visitor.headers,
        payload,
      });
      return [answer.statusCode, answer.json<{ field?: string }>().field];
    };
    expect(await ask()).toEqual([400, '/fields/order']);
    expect(await ask({ order: ' ' })).toEqual([400, '/fields/order']);
    expect(await ask({ order: '1', area: 'Neither' })).toEqual([400, '/fields/area']);
    expect(await ask({ order: '1', other: 'x' })).toEqual([400, '/fields/other']);
    expect(await ask({ order: ' F-17 ', area: 'Bills' })).toEqual([201, undefined]);
    const mine = await test.app.inject({ url: '/v1/me/data', headers: visitor.headers });
    expect(mine.json()).toMatchObject({ requests: { helpRequests: [{ fields: { order: 'F-17', area: 'Bills' } }] } });
    await test.app.inject({ method: 'DELETE', url: '/v1/me/data', headers: visitor.headers });
    const kept = await test.app.platform.db.asSystem(
      'test',
      (tx) => tx`select fields from help_request where visitor_id = ${visitor.id}`,
    );
    expect(kept).toEqual([{ fields: {} }]);
  });
});
