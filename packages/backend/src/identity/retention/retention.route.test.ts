import type { Retention } from '@harmony-live/protocol';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { buildTestApp, fakeClock, type Somebody, type TestApp, type TestWorkspace } from '../../../test/app.ts';
import { forgetWhatIsPast } from './night.ts';

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
  admin = await house.signInAs('admin');
});

const call = async (method: 'GET' | 'PATCH', payload?: object, { headers } = admin) => {
  const answer = await test.app.inject({ method, url: '/v1/retention', headers, ...(payload && { payload }) });
  return { status: answer.statusCode, body: answer.json<Retention & { field?: string }>() };
};
const of = ({ kinds }: Retention, kind: string) => kinds.find((one) => one.kind === kind);

/** A struggle from so many days ago, of a visitor. */
const struggle = (workspace: TestWorkspace, visitorId: string, days: number) =>
  test.app.platform.db.asSystem('test', (tx) => {
    const at = new Date(clock.now() - days * dayMs);
    return tx`
      insert into struggle (id, organisation_id, site_id, visit_id, visitor_id, started_at, at, told_ms, received_at, page, score,
        agreed_score, reasons, fingerprints)
      values (${clock.newId()}, ${workspace.organisationId}, ${workspace.siteId}, ${clock.newId()}, ${visitorId}, ${at}, ${at}, 0,
        ${at}, '/a', 70, 70, '[]', '{}')`;
  });
const struggles = async ({ organisationId }: TestWorkspace) =>
  (await test.app.platform.db.withOrganisation(organisationId, (tx) => tx`select id from struggle`)).length;

it('has the product’s own at first, and says what goes tonight', async () => {
  const { id } = await house.visitor();
  await struggle(house, id, 100);
  await struggle(house, id, 10);
  const { status, body } = await call('GET', undefined, await house.signInAs('auditor'));
  expect(status).toBe(200);
  expect(of(body, 'signals')).toMatchObject({ days: 90, isSet: false, defaultDays: 90, kept: 2, next: 1 });
  expect(of(body, 'conversations')).toMatchObject({ days: null, isSet: false, next: 0 });
  expect(body.nextRunAt).toMatch(/T03:29:00/);
});

it('deletes by night what each organisation keeps no longer, and nothing of others', async () => {
  const other = await test.workspace(`Other ${clock.newId()}`);
  for (const one of [house, other]) await struggle(one, (await one.visitor()).id, 40);
  expect(of((await call('PATCH', { signals: 30 })).body, 'signals')).toMatchObject({ days: 30, isSet: true, next: 1 });
  await forgetWhatIsPast(test.app.platform);
  expect([await struggles(house), await struggles(other)]).toEqual([0, 1]);
  await call('PATCH', { signals: null });
  expect(of((await call('GET')).body, 'signals')).toMatchObject({ days: 90, isSet: false });
});

it('deletes conversations that are over with what was asked, and keeps those that go on', async () => {
  const visitor = await house.visitor();
  const payload = { clientId: clock.newId(), text: 'What I wrote', language: 'en' };
  const asked = await test.app.inject({ method: 'POST', url: '/v1/help-requests', headers: visitor.headers, payload });
  const { id } = asked.json<{ id: string }>();
  await test.app.inject({ method: 'DELETE', url: `/v1/help-requests/${id}`, headers: visitor.headers });
  await call('PATCH', { conversations: 30 });
  const words = () =>
    test.app.platform.db.withOrganisation(house.organisationId, (tx) => tx`select text from help_request`);
  await forgetWhatIsPast(test.app.platform);
  expect(await words()).toEqual([{ text: 'What I wrote' }]);
  clock.advance(31 * dayMs);
  await forgetWhatIsPast(test.app.platform);
  expect(await words()).toEqual([{ text: '' }]);
});

it('refuses too short a time by its field, and who may not', async () => {
  expect(await call('PATCH', { audit: 20 })).toMatchObject({ status: 400, body: { field: '/audit' } });
  expect(await call('PATCH', { signals: 0 })).toMatchObject({ status: 400, body: { field: '/signals' } });
  expect((await call('PATCH', { signals: 30 }, await house.signInAs('auditor'))).status).toBe(403);
});

it('is in the trail, which goes by the same rule', async () => {
  await call('PATCH', { audit: 180 });
  const trail = async () => {
    const answer = await test.app.inject({ url: '/v1/audit?kind=retention', headers: admin.headers });
    return answer.json<{ items: { changes: object[] }[] }>().items;
  };
  expect(await trail()).toMatchObject([{ changes: [{ field: 'audit', from: null, to: '180' }] }]);
  clock.advance(181 * dayMs);
  await forgetWhatIsPast(test.app.platform);
  const left = await test.app.platform.db.withOrganisation(
    house.organisationId,
    (tx) => tx`select kind, by_kind, changes from audit_event`,
  );
  const changes = [{ field: 'audit', from: expect.stringMatching(/^\d+$/) as unknown, to: null }];
  expect(left).toEqual([{ kind: 'retention.deleted', byKind: 'system', changes }]);
});
