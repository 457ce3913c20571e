import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { buildTestApp, type Somebody, type TestApp, type TestWorkspace } from '../../../test/app.ts';
import { createMember } from '../commands.ts';
import { identity } from '../index.ts';

let test: TestApp;
let house: TestWorkspace;
let owner: Somebody;
let admin: Somebody;
let expert: Somebody;

beforeAll(async () => {
  test = await buildTestApp({ modules: [identity] });
});
afterAll(() => test.close());
beforeEach(async () => {
  house = await test.workspace(`Larch ${test.app.platform.clock.newId()}`);
  owner = await house.signInAs('owner', 'Ida');
  admin = await house.signInAs('admin', 'Bo');
  expert = await house.signInAs('expert', 'Ada');
});

const change = (who: Somebody, { id }: Somebody, body: object) => test.call(who, 'PATCH', `/v1/members/${id}`, body);
const remove = (who: Somebody, { id }: Somebody) => test.call(who, 'DELETE', `/v1/members/${id}`);
const roleOf = async (who: Somebody) => (await test.call(who, 'GET', '/v1/me')).body.role as string;
const events = (type: string) =>
  test.app.platform.db.asSystem(
    'test',
    (tx) =>
      tx`select payload from outbox where organisation_id = ${house.organisationId} and type = ${type} order by id`,
  );
const titled = (code: string) => ({ type: `urn:harmony:problem:${code}` });
const lastOwner = { status: 409, body: titled('member/last-owner') };
const ownersOnly = { status: 403, body: titled('role/insufficient') };

describe('changing what a member may do', () => {
  it('holds from their next request on, and is said', async () => {
    const revoke = vi.spyOn(test.app.platform.live, 'revoke');
    expect(await change(admin, expert, { role: 'coordinator' })).toMatchObject({
      status: 200,
      body: { id: expert.id, name: 'Ada', role: 'coordinator', kind: 'staff' },
    });
    expect(await roleOf(expert)).toBe('coordinator');
    expect(await events('member.role-changed')).toEqual([{ payload: { memberId: expert.id, role: 'coordinator' } }]);
    expect(revoke.mock.calls).toEqual([['member', house.organisationId, expert.id]]);
    revoke.mockRestore();
  });

  it('makes an expert one of the community and back; another role is always staff', async () => {
    expect((await change(admin, expert, { kind: 'community' })).body.kind).toBe('community');
    expect((await change(admin, expert, { role: 'coordinator' })).body).toMatchObject({ kind: 'staff' });
    expect(await change(admin, expert, { kind: 'community' })).toMatchObject({
      status: 400,
      body: { ...titled('body/invalid'), field: '/kind' },
    });
    expect(await events('member.role-changed')).toHaveLength(1);
  });

  it('of owners and admins is for owners', async () => {
    expect(await change(admin, owner, { role: 'expert' })).toMatchObject(ownersOnly);
    expect(await change(admin, expert, { role: 'admin' })).toMatchObject(ownersOnly);
    expect(await change(admin, admin, { role: 'owner' })).toMatchObject(ownersOnly);
    expect((await change(owner, admin, { role: 'coordinator' })).status).toBe(200);
    const second = await house.signInAs('admin');
    expect((await change(second, second, { role: 'expert' })).status).toBe(200);
  });

  it('leaves an owner to the organisation, whoever is quicker', async () => {
    expect(await change(owner, owner, { role: 'admin' })).toMatchObject(lastOwner);
    const other = await house.signInAs('owner', 'Olu');
    const answers = await Promise.all([
      change(owner, other, { role: 'admin' }),
      change(other, owner, { role: 'admin' }),
    ]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]));
  });

  it.each([
    [{ role: 'visitor' }, '/role'],
    [{ kind: 'other' }, '/kind'],
    [{ name: 'Eve' }, '/name'],
  ])('refuses %j and names the field', async (body, field) => {
    expect(await change(owner, expert, body)).toMatchObject({
      status: 400,
      body: { ...titled('body/invalid'), field },
    });
  });

  it('is for admins of the same organisation', async () => {
    for (const role of ['coordinator', 'expert', 'auditor'] as const) {
      const other = await house.signInAs(role);
      expect(await change(other, expert, { role: 'auditor' })).toMatchObject(ownersOnly);
      expect(await remove(other, expert)).toMatchObject(ownersOnly);
    }
    const stranger = await (await test.workspace(`Elsewhere ${expert.id}`)).signInAs('owner');
    expect(await change(stranger, expert, { role: 'auditor' })).toMatchObject({
      status: 404,
      body: titled('member/not-found'),
    });
    expect(await remove(stranger, expert)).toMatchObject({ status: 404 });
    expect(await change(owner, { ...expert, id: 'nobody' }, {})).toMatchObject({ status: 404 });
  });
});

describe('handing the workspace over', () => {
  const handOver = (who: Somebody, { id }: Somebody) => test.call(who, 'POST', `/v1/members/${id}/ownership`);

  it('makes them an owner and the one before an admin', async () => {
    expect(await handOver(owner, expert)).toMatchObject({ status: 200, body: { id: expert.id, role: 'owner' } });
    expect(await roleOf(owner)).toBe('admin');
    expect(await roleOf(expert)).toBe('owner');
  });

  it('is for owners, and to somebody else', async () => {
    expect(await handOver(admin, expert)).toMatchObject(ownersOnly);
    expect(await handOver(owner, owner)).toMatchObject({ status: 400, body: titled('body/invalid') });
    expect(await roleOf(owner)).toBe('owner');
  });
});

describe('a member who is taken out', () => {
  it('is out at once, everywhere, and said to be gone', async () => {
    const revoke = vi.spyOn(test.app.platform.live, 'revoke');
    expect((await remove(admin, expert)).status).toBe(204);
    expect((await test.call(expert, 'GET', '/v1/me')).status).toBe(401);
    expect(revoke.mock.calls).toEqual([['member', house.organisationId, expert.id]]);
    expect(await events('member.removed')).toEqual([{ payload: { memberId: expert.id } }]);
    const { items } = (await test.call(admin, 'GET', '/v1/members')).body;
    expect(items.map(({ id }: { id: string }) => id)).not.toContain(expert.id);
    expect(await remove(admin, expert)).toMatchObject({ status: 404, body: titled('member/not-found') });
    revoke.mockRestore();
  });

  it('was no owner or admin, unless an owner did it; and never the last owner', async () => {
    expect(await remove(admin, owner)).toMatchObject(ownersOnly);
    expect(await remove(await house.signInAs('admin'), admin)).toMatchObject(ownersOnly);
    expect(await remove(owner, owner)).toMatchObject(lastOwner);
    expect((await remove(owner, admin)).status).toBe(204);
  });

  it('is the same one when they come back', async () => {
    const { email } = (await test.call(expert, 'GET', '/v1/me')).body;
    await remove(admin, expert);
    const { platform } = test.app;
    const back = { organisation: house.organisationId, email, name: 'Ada B', role: 'coordinator' as const };
    expect((await createMember(platform, back)).memberId).toBe(expert.id);
    await expect(createMember(platform, back)).rejects.toMatchObject({ code: 'email/taken' });
    const { items } = (await test.call(admin, 'GET', '/v1/members')).body;
    expect(items).toContainEqual(expect.objectContaining({ id: expert.id, name: 'Ada B', role: 'coordinator' }));
  });
});

describe('leaving', () => {
  it('is everybody’s own, and ends their session', async () => {
    for (const role of ['admin', 'coordinator', 'expert', 'auditor'] as const) {
      const somebody = await house.signInAs(role);
      expect((await test.call(somebody, 'GET', `/v1/members/${somebody.id}/removal`)).status).toBe(200);
      expect((await test.call(somebody, 'POST', '/v1/leave')).status).toBe(204);
      expect((await test.call(somebody, 'GET', '/v1/me')).status).toBe(401);
    }
  });

  it('is not for the last owner', async () => {
    expect(await test.call(owner, 'POST', '/v1/leave')).toMatchObject(lastOwner);
    await house.signInAs('owner', 'Olu');
    expect((await test.call(owner, 'POST', '/v1/leave')).status).toBe(204);
  });

  it('of others is looked at by admins alone', async () => {
    expect((await test.call(admin, 'GET', `/v1/members/${expert.id}/removal`)).body).toEqual({
      endingConversations: 0,
      otherConversations: 0,
    });
    expect(await test.call(expert, 'GET', `/v1/members/${admin.id}/removal`)).toMatchObject(ownersOnly);
  });
});

describe('one’s own name', () => {
  it('is changed by oneself, here alone', async () => {
    expect((await test.call(expert, 'PATCH', '/v1/me', { name: ' Ada B ' })).body).toMatchObject({ name: 'Ada B' });
    expect((await test.call(expert, 'GET', '/v1/me')).body).toMatchObject({ name: 'Ada B' });
    expect(await test.call(expert, 'PATCH', '/v1/me', { name: ' ' })).toMatchObject({
      status: 400,
      body: { field: '/name' },
    });
  });
});
