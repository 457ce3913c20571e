import { SignJWT } from 'jose';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { VisitStarted } from '@harmony-live/protocol';
import { buildTestApp, fakeClock, pageOrigin, type TestApp } from '../../../test/app.ts';
import { decide, gate } from '../../gate/index.ts';
import { createSite } from '../commands.ts';
import { identity } from '../index.ts';

const clock = fakeClock();
let test: TestApp;
let site: Awaited<ReturnType<typeof createSite>>;

beforeAll(async () => {
  test = await buildTestApp({ clock, modules: [identity, gate] });
  site = await createSite(test.app.platform, { organisation: 'Data', name: 'App', origins: [pageOrigin] });
}, 60_000);
afterAll(() => test.close());

const visit = async (extra: object): Promise<VisitStarted> =>
  (
    await test.app.inject({
      method: 'POST',
      url: '/v1/visits',
      headers: { origin: pageOrigin },
      payload: { site: site.key, ...extra },
    })
  ).json();
const mia = async () =>
  new SignJWT({
    sub: 'mia',
    aud: site.key,
    exp: clock.now() / 1000 + 600,
    name: 'Mia Lang',
    email: 'mia@lang.test',
    locale: 'fr-CA',
  })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(site.secret));
const ask = (method: 'GET' | 'DELETE', token: string) =>
  test.app.inject({ method, url: '/v1/me/data', headers: { authorization: `Bearer ${token}`, origin: pageOrigin } });

/** Two devices of one person that were merged, with an agreement and a decision of the gate. */
const arrange = async () => {
  const first = await visit({ locale: 'fr-CA', consent: { state: 'on', how: 'widget' } });
  clock.advance(1_000);
  const second = await visit({ user: await mia() });
  const merged = await visit({ visitorKey: first.visitorKey, user: await mia() });
  await test.app.platform.db.withOrganisation(site.organisationId, (tx) =>
    decide(test.app, tx, {
      action: 'help-request.create',
      initiator: {
        kind: 'visitor',
        organisationId: site.organisationId,
        siteId: site.siteId,
        visitorId: merged.visitorId,
        visitId: merged.visitId,
      },
      purpose: 'to bring the person to an expert',
      facts: { 'context.previewed': true },
    }),
  );
  return { first, second, merged };
};

it('gives a person everything about them, by module, under a shape that stays', async () => {
  const { merged, second } = await arrange();
  const answer = await ask('GET', merged.token);
  expect(answer.statusCode).toBe(200);
  expect(answer.headers['cache-control']).toBe('no-store');
  expect(answer.json()).toMatchObject({
    exportedAt: new Date(clock.now()).toISOString(),
    visitor: { id: merged.visitorId, externalId: 'mia', name: 'Mia Lang', email: 'mia@lang.test', locale: 'fr-CA' },
    identity: { visits: expect.any(Array) as unknown, consents: [{ purpose: 'detect', isGranted: true }], devices: 2 },
    gate: { decisions: [{ action: 'help-request.create', result: 'approved' }] },
    earlier: [{ identity: { visitor: { id: second.visitorId } } }],
  });
  await ask('DELETE', merged.token);
});

it('erases a person under every id they had, and leaves nothing of them', async () => {
  const { first, second, merged } = await arrange();
  const revoke = vi.spyOn(test.app.platform.live, 'revoke');
  expect((await ask('DELETE', merged.token)).statusCode).toBe(204);

  const ids = [merged.visitorId, second.visitorId];
  expect(revoke.mock.calls.map(([, , id]) => id).toSorted()).toEqual(ids.toSorted());
  const left = await test.app.platform.db.asSystem('test', async (tx) => ({
    shells:
      await tx`select external_id, name, email, locale, erased_at is not null as is_erased from visitor where id = any(${ids}::uuid[])`,
    keys: await tx`select 1 from visitor_key where visitor_id = any(${ids}::uuid[])`,
    visits: await tx`select 1 from visit where visitor_id = any(${ids}::uuid[])`,
    consents: await tx`select 1 from consent_record where visitor_id = any(${ids}::uuid[])`,
    decisions: await tx`select 1 from gate_decision where visitor_id = any(${ids}::uuid[])`,
    events: await tx<{ visitorId: string }[]>`
      select payload->>'visitorId' as visitor_id from outbox where type = 'person.erased' order by 1`,
  }));
  const shell = { externalId: null, name: null, email: null, locale: null, isErased: true };
  expect(left.shells).toEqual([shell, shell]);
  expect([left.keys, left.visits, left.consents, left.decisions]).toEqual([[], [], [], []]);
  expect(left.events.map(({ visitorId }) => visitorId)).toEqual(expect.arrayContaining(ids));

  for (const token of [first.token, second.token, merged.token]) {
    expect((await ask('GET', token)).json()).toMatchObject({ type: 'urn:harmony:problem:token/invalid' });
  }
  const back = await visit({ visitorKey: first.visitorKey, user: await mia() });
  expect(ids).not.toContain(back.visitorId);
});
