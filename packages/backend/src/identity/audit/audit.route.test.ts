import type { AuditEvent, GateDecision } from '@harmony-live/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildTestApp, fakeClock, type Somebody, type TestApp, type TestWorkspace } from '../../../test/app.ts';

const clock = fakeClock();
let test: TestApp;
let house: TestWorkspace;
let admin: Somebody;

beforeAll(async () => {
  test = await buildTestApp({ clock });
  house = await test.workspace('House');
  admin = await house.signInAs('admin', '=Robin');
}, 60_000);
afterAll(() => test.close());

const read = async <T>(url: string, { headers } = admin) => {
  const answer = await test.app.inject({ url, headers });
  return {
    status: answer.statusCode,
    text: answer.body,
    list: () => answer.json<{ items: T[]; next: string | null }>(),
  };
};
const rename = (name: string) =>
  test.app.inject({ method: 'PATCH', url: `/v1/sites/${house.siteId}`, headers: admin.headers, payload: { name } });

it('tells who changed what from what to what, in pages, by kind, member and time', async () => {
  for (const name of ['One', 'Two', 'Three']) {
    clock.advance(60_000);
    await rename(name);
  }
  await rename('Three');
  const first = (await read<AuditEvent>('/v1/audit?kind=site&limit=2')).list();
  expect(first.items.map(({ about }) => about)).toEqual(['Three', 'Two']);
  expect(first.items[0]).toMatchObject({
    kind: 'site.changed',
    by: { kind: 'member', memberId: admin.id, name: '=Robin' },
    changes: [{ field: 'name', from: 'Two', to: 'Three' }],
  });
  const second = (await read<AuditEvent>(`/v1/audit?kind=site&limit=2&after=${first.next}`)).list();
  expect([second.items.map(({ about }) => about), second.next]).toEqual([['One'], null]);
  const from = new Date(clock.now()).toISOString();
  expect((await read<AuditEvent>(`/v1/audit?kind=site.changed&from=${from}`)).list().items).toHaveLength(1);
  expect((await read<AuditEvent>(`/v1/audit?kind=si`)).list().items).toHaveLength(0);
  expect((await read<AuditEvent>(`/v1/audit?kind=site&member=${clock.newId()}`)).list().items).toHaveLength(0);
});

it('is a table for spreadsheets too, where nothing is taken for a formula', async () => {
  const { status, text } = await read('/v1/audit.csv?kind=site');
  expect(status).toBe(200);
  expect(text.split('\r\n')[0]).toBe('"at","kind","by","about","field","from","to"');
  expect(text).toContain(`"site.changed","'=Robin","Three","name","Two","Three"`);
});

it('keeps that somebody exported and erased their data, and not who', async () => {
  const visitor = await house.visitor();
  await test.app.inject({ url: '/v1/me/data', headers: visitor.headers });
  await test.app.inject({ method: 'DELETE', url: '/v1/me/data', headers: visitor.headers });
  const { text, list } = await read<AuditEvent>('/v1/audit?kind=person');
  expect(list().items.map(({ kind }) => kind)).toEqual(['person.erased', 'person.exported']);
  expect(text).not.toContain(visitor.id);
});

it('has whoever joined', async () => {
  await house.signInAs('expert', 'Grace');
  await expect
    .poll(async () => (await read<AuditEvent>('/v1/audit?kind=member.joined')).list().items.map(({ by }) => by.name))
    .toContain('Grace');
});

it('has who was invited, what became of a role, and who was removed; of an address only what it is known by', async () => {
  const linus = await house.signInAs('expert', 'Linus');
  const act = (method: 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object) =>
    test.app.inject({ method, url, headers: admin.headers, ...(payload ? { payload } : {}) });
  await act('POST', '/v1/invitations', { email: 'barbara@fern.test', role: 'expert' });
  await act('PATCH', `/v1/members/${linus.id}`, { role: 'coordinator' });
  await act('PATCH', `/v1/members/${linus.id}`, { role: 'coordinator' });
  await act('DELETE', `/v1/members/${linus.id}`);
  const { text, list } = await read<AuditEvent>('/v1/audit?kind=member&limit=3');
  expect(list().items).toMatchObject([
    { kind: 'member.removed', about: 'Linus', changes: [{ field: 'role', from: 'coordinator', to: null }] },
    { kind: 'member.role-changed', about: 'Linus', changes: [{ from: 'expert', to: 'coordinator' }] },
    { kind: 'member.invited', about: 'b…@fern.test', by: { name: '=Robin' }, changes: [{ from: null, to: 'expert' }] },
  ]);
  expect(text).not.toContain('barbara');
});

it('is read by leads and auditors alone, and each reads their own organisation’s', async () => {
  for (const [role, status] of [
    ['coordinator', 200],
    ['auditor', 200],
    ['expert', 403],
  ] as const) {
    expect((await read('/v1/audit', await house.signInAs(role))).status, role).toBe(status);
  }
  const other = await test.workspace('Other');
  const { list } = await read<AuditEvent>('/v1/audit?kind=site', await other.signInAs('owner'));
  expect(list().items).toEqual([]);
});

it('cannot be changed, also by a module that tries', async () => {
  const { db } = test.app.platform;
  const change = db.withOrganisation(house.organisationId, (tx) => tx`update audit_event set kind = 'nothing'`);
  await expect(change).rejects.toThrow(/permission denied/);
  const remove = db.withOrganisation(house.organisationId, (tx) => tx`delete from audit_event`);
  await expect(remove).rejects.toThrow(/permission denied/);
});

it('holds what the gate decided, with its reasons', async () => {
  const visitor = await house.visitor();
  const payload = { clientId: clock.newId(), text: 'Help', language: 'en' };
  await test.app.inject({ method: 'POST', url: '/v1/help-requests', headers: visitor.headers, payload });
  const { items } = (await read<GateDecision>('/v1/audit/decisions')).list();
  expect(items[0]).toMatchObject({
    action: 'help-request.create',
    result: 'approved',
    by: { kind: 'visitor', name: null },
  });
  expect(items[0]?.explanation).not.toBe('');
  expect((await read<GateDecision>('/v1/audit/decisions?result=rejected')).list().items).toEqual([]);
});
