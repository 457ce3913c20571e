import { defaultPolicy, type Site } from '@harmony-live/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildTestApp, pageOrigin, type Somebody, type TestApp, type TestWorkspace } from '../../../test/app.ts';
import { mostConfigBytes } from '../../knowledge/known.ts';
import { seedDemo } from '../../demo/seed.ts';
import { sitesCalled } from './store.ts';

let test: TestApp;
let house: TestWorkspace;
let admin: Somebody;

beforeAll(async () => {
  test = await buildTestApp();
}, 60_000);
afterAll(() => test.close());
beforeEach(async () => {
  house = await test.workspace(`House ${test.app.platform.clock.newId()}`);
  admin = await house.signInAs('admin');
});

const patch = async (payload: object | string, { headers } = admin) => {
  const answer = await test.app.inject({
    ...{ method: 'PATCH', url: `/v1/sites/${house.siteId}`, payload },
    headers: { ...headers, 'content-type': 'application/json' },
  });
  return { status: answer.statusCode, body: answer.json<Site & { type?: string; field?: string; reason?: string }>() };
};
const config = async (key = house.siteKey) =>
  test.app.inject({ url: `/v1/config?site=${key}`, headers: { origin: pageOrigin } });

describe('a site’s policy', () => {
  it('is the product’s own at first: it looks on, and offers nothing', async () => {
    const sites = await test.app.inject({ url: '/v1/sites', headers: admin.headers });
    expect(sites.json()).toMatchObject({ items: [{ consentDefault: 'required', policy: defaultPolicy }] });
    expect((await config()).json()).toMatchObject({
      offers: { isOn: false, isShadow: true, hasCaps: true, holdOutShare: 0.1, rules: [] },
      ...{ threshold: 60, visitorShare: 1, isDebugOn: false, consent: { default: 'required' } },
    });
  });

  it('is changed part by part, and pages hear of it at once', async () => {
    await config();
    const rules = [{ id: 'checkout', page: '/checkout/**', afterSeconds: 90 }];
    await patch({ policy: { offers: { mode: 'on', rules }, visitorShare: 0.25 }, consentDefault: 'granted' });
    const { status, body } = await patch({
      policy: {
        offers: { threshold: 75 },
        ...{ pages: { deny: ['/admin/**'] }, detectors: { 'click.rage': { weight: 30, limits: { clicks: 4 } } } },
      },
    });
    expect(status).toBe(200);
    const offers = { ...defaultPolicy.offers, mode: 'on', threshold: 75, rules };
    const rest = {
      visitorShare: 0.25,
      detectors: { 'click.rage': { weight: 30, limits: { clicks: 4 } } },
      isDebugOn: false,
    };
    const pages = { allow: [], deny: ['/admin/**'] };
    expect(body).toMatchObject({ consentDefault: 'granted', policy: { offers, pages, ...rest } });
    expect((await config()).json()).toMatchObject({
      offers: { isOn: true, isShadow: false, holdOutShare: 0.1, rules },
      ...{ pages, threshold: 75, consent: { default: 'granted' }, ...rest },
    });
  });

  it('keeps what two people change at the same time', async () => {
    await Promise.all([
      patch({ policy: { offers: { threshold: 90 } } }),
      patch({ policy: { offers: { holdOutShare: 0.2 } } }),
      patch({ policy: { isDebugOn: true } }),
    ]);
    expect((await patch({})).body.policy).toMatchObject({
      ...{ offers: { threshold: 90, holdOutShare: 0.2 }, isDebugOn: true },
    });
  });

  it.each([
    ['a threshold that everybody passes', { policy: { offers: { threshold: 5 } } }, '/policy/offers/threshold'],
    ['a share beyond a half', { policy: { offers: { holdOutShare: 0.9 } } }, '/policy/offers/holdOutShare'],
    ['a mode that there is not', { policy: { offers: { mode: 'maybe' } } }, '/policy/offers/mode'],
    ['a rule without an occasion', { policy: { offers: { rules: [{ id: 'a' }] } } }, '/policy/offers/rules/0'],
    ['a page with a query', { policy: { pages: { allow: ['/a?b'] } } }, '/policy/pages/allow/0'],
    ['a detector that there is not', { policy: { detectors: { 'x.y': {} } } }, '/policy/detectors/x.y'],
    ['a consent that there is not', { consentDefault: 'assumed' }, '/consentDefault'],
    ['half a surrogate', { policy: { pages: { deny: ['/\ud800'] } } }, '/policy/pages/deny/0'],
    ['a zero in a name', { name: 'a\0b' }, '/name'],
  ])('refuses %s by field, and changes nothing', async (_, change, field) => {
    const { status, body } = await patch(change);
    expect([status, body.field]).toEqual([400, field]);
    expect(body.reason).not.toBe('');
    expect((await patch({})).body.policy).toEqual(defaultPolicy);
  });

  it('is not changed through names that JavaScript gives a meaning', async () => {
    const hostile =
      '{"policy":{"__proto__":{"isDebugOn":true},"detectors":{"constructor":{"prototype":{"isOn":false}}}}}';
    expect((await patch(hostile)).status).toBe(400);
    expect((await patch('{"policy":{"detectors":{"constructor":{}}}}')).body.field).toBe(
      '/policy/detectors/constructor',
    );
    expect((await patch({})).body.policy).toEqual(defaultPolicy);
    expect({}).not.toHaveProperty('isDebugOn');
  });

  it('fits the configuration at its fullest, together with what is known', async () => {
    const { platform } = test.app;
    const rules = Array.from({ length: 20 }, (_, at) => ({
      id: `rule-${at}`,
      page: `/${'x'.repeat(118)}`,
      afterSeconds: 3_600,
    }));
    const { status } = await patch({ name: '愛'.repeat(80), policy: { offers: { rules } } });
    expect(status).toBe(200);
    await platform.db.asSystem('test: known', async (tx) => {
      for (let at = 0; at < 60; at += 1) {
        const id = platform.clock.newId();
        await tx`insert into article (id, organisation_id, state, language, title, body, model, embedding, source, version, created_at, updated_at, published_at)
          values (${id}, ${house.organisationId}, 'published', 'en', ${`How to mend number ${at} for good`}, 'Do.', 'none',
            ${[1]}::real[]::vector, 'hand', 1, now(), now(), now())`;
        await tx`insert into article_fingerprint (organisation_id, article_id, fingerprint)
          values (${house.organisationId}, ${id}, ${String(at).padStart(14, 'a')})`;
      }
    });
    const answer = await config();
    expect(answer.json<{ known: unknown[] }>().known.length).toBeGreaterThan(3);
    expect(answer.json()).toMatchObject({ offers: { rules } });
    expect(Buffer.byteLength(answer.body)).toBeLessThanOrEqual(mostConfigBytes);
  });

  it('is read by auditors, and changed by admins alone', async () => {
    const auditor = await house.signInAs('auditor');
    const sites = await test.app.inject({ url: '/v1/sites', headers: auditor.headers });
    expect(sites.json()).toMatchObject({ items: [{ policy: defaultPolicy }] });
    for (const role of ['auditor', 'coordinator', 'expert'] as const) {
      expect((await patch({ policy: { isDebugOn: true } }, await house.signInAs(role))).status, role).toBe(403);
    }
  });

  it('of the demo has no caps, no hold-out, no shadow', async () => {
    await seedDemo(test.app.platform);
    expect((await config('pk_demo')).json()).toMatchObject({
      offers: { isOn: true, isShadow: false, hasCaps: false, holdOutShare: 0 },
      isDebugOn: true,
    });
  });
});

it('a site is found by id, key or name, within its organisation alone', async () => {
  const { db } = test.app.platform;
  const named = (wanted: string, { organisationId } = house) =>
    db.withOrganisation(organisationId, async (tx) => (await sitesCalled(tx, wanted)).map(({ id }) => id));
  const { name } = (await patch({ name: 'The shop' })).body;
  for (const wanted of [house.siteId, house.siteKey, name]) expect(await named(wanted)).toEqual([house.siteId]);
  const other = await test.workspace(`Other ${test.app.platform.clock.newId()}`);
  expect([await named('The sho'), await named(house.siteId, other)]).toEqual([[], []]);
});
