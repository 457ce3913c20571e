import type { Invitation } from '@harmony-live/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildTestApp, fakeClock, type Somebody, type TestApp, type TestWorkspace } from '../../../test/app.ts';
import { lettersTo, tokenOf } from '../letters.fixture.ts';
import { identity } from '../index.ts';
import { invitationMs, sendAgainAfterMs } from './invitations.ts';

const clock = fakeClock();
let test: TestApp;
let house: TestWorkspace;
let owner: Somebody;
let admin: Somebody;
let address: string;

beforeAll(async () => {
  test = await buildTestApp({ clock, modules: [identity] });
  house = await test.workspace('Larch');
  owner = await house.signInAs('owner', 'Ida Holm');
  admin = await house.signInAs('admin', 'Bo');
});
afterAll(() => test.close());
beforeEach(() => {
  address = `${clock.newId()}@larch.test`;
});

const invite = (extra: object = {}, who = owner) =>
  test.call(who, 'POST', '/v1/invitations', { email: address, role: 'expert', ...extra });
const look = (token: string) =>
  test.call({ ...owner, headers: { origin: owner.headers.origin! } }, 'POST', '/v1/join/look', { token });
const listed = async (): Promise<Invitation[]> =>
  (await test.call(admin, 'GET', '/v1/invitations')).body.items.filter(({ email }: Invitation) => email === address);
const titled = (code: string) => ({ type: `urn:harmony:problem:${code}` });

describe('inviting', () => {
  it('sends a letter whose link says who invites whom, where to and as what, and lists it until it is used', async () => {
    const made = await invite({ kind: 'community' });
    expect(made).toMatchObject({
      status: 201,
      body: { email: address, role: 'expert', kind: 'community', invitedBy: 'Ida Holm' },
    });
    const [letter] = await lettersTo(test, address);
    expect(letter!.subject).toBe('Ida Holm invites you to Larch');
    expect(letter!.text).toContain('as an expert');
    expect(letter!.link).toMatch(/^http:\/\/localhost:4400\/console\/join\/[\w-]{43}$/);
    expect((await look(tokenOf(letter!))).body).toMatchObject({
      ...{ email: address, role: 'expert', kind: 'community', invitedBy: 'Ida Holm' },
      ...{ organisation: { name: 'Larch' }, account: 'new', expiresAt: made.body.expiresAt },
    });
    expect(await listed()).toEqual([made.body]);
  });

  it('keeps only the hash of the link', async () => {
    await invite();
    const [letter] = await lettersTo(test, address);
    const rows = await test.app.platform.db.asSystem('test', async (tx) => [
      ...(await tx`select * from invitation`),
      ...(await tx`select encode(hash, 'escape') as hash from invitation_token`),
      ...(await tx`select data from pgboss.job where name = 'identity.invitation'`),
    ]);
    expect(JSON.stringify(rows)).not.toContain(tokenOf(letter!));
  });

  it('invites an address once, in whatever letter case, and no member', async () => {
    await invite();
    expect(await invite({ email: address.toUpperCase() })).toMatchObject({
      status: 409,
      body: { ...titled('invitation/pending'), field: '/email' },
    });
    const { items } = (await test.call(owner, 'GET', '/v1/members')).body;
    expect(await invite({ email: items[0].email })).toMatchObject({
      status: 409,
      body: { ...titled('email/taken'), field: '/email' },
    });
  });

  it.each([
    [{ email: 'no address' }, '/email'],
    [{ role: 'visitor' }, '/role'],
    [{ role: 'admin', kind: 'community' }, '/kind'],
    [{ name: 'Ada' }, '/name'],
  ])('refuses %j and names the field', async (extra, field) => {
    expect(await invite(extra)).toMatchObject({ status: 400, body: { ...titled('body/invalid'), field } });
  });

  it('lets owners alone invite owners and admins, and admins everybody else', async () => {
    for (const role of ['owner', 'admin']) {
      expect(await invite({ role }, admin)).toMatchObject({
        status: 403,
        body: { ...titled('role/insufficient'), field: '/role' },
      });
    }
    expect((await invite({ role: 'coordinator' }, admin)).status).toBe(201);
    address = `other-${address}`;
    expect((await invite({ role: 'admin' })).status).toBe(201);
  });

  it('is for admins; leads and auditors see who is invited', async () => {
    for (const role of ['coordinator', 'auditor'] as const) {
      const reader = await house.signInAs(role);
      expect((await test.call(reader, 'GET', '/v1/invitations')).status).toBe(200);
      expect(await invite({}, reader)).toMatchObject({ status: 403, body: titled('role/insufficient') });
    }
    expect((await test.call(await house.signInAs('expert'), 'GET', '/v1/invitations')).status).toBe(403);
  });

  it('says so where no letters can be sent, and keeps nothing', async () => {
    const { mail } = test.app.platform;
    Object.assign(mail, { canSend: false });
    const answer = await invite();
    Object.assign(mail, { canSend: true });
    expect(answer).toMatchObject({ status: 503, body: titled('mail/unavailable') });
    expect(await listed()).toEqual([]);
  });
});

describe('an invitation that waits', () => {
  it('is sent again after a minute, with a link of its own, and both work for a week from then', async () => {
    const { id } = (await invite()).body as Invitation;
    await lettersTo(test, address);
    const early = await test.call(owner, 'POST', `/v1/invitations/${id}/send`);
    expect(early).toMatchObject({ status: 429, body: { ...titled('rate/limited'), retryAfterMs: sendAgainAfterMs } });
    clock.advance(invitationMs + 1);
    const [first] = await lettersTo(test, address);
    expect((await look(tokenOf(first!))).body).toMatchObject(titled('token/expired'));
    const again = await test.call(owner, 'POST', `/v1/invitations/${id}/send`);
    expect(again).toMatchObject({ status: 200, body: { id, sentAt: new Date(clock.now()).toISOString() } });
    const letters = await lettersTo(test, address, 2);
    expect(new Set(letters.map(tokenOf)).size).toBe(2);
    for (const letter of letters) expect((await look(tokenOf(letter))).status).toBe(200);
  });

  it('is withdrawn: its link says so, it is listed no more, and the address can be invited anew', async () => {
    const { id } = (await invite()).body as Invitation;
    const [letter] = await lettersTo(test, address);
    expect((await test.call(owner, 'DELETE', `/v1/invitations/${id}`)).status).toBe(204);
    expect(await look(tokenOf(letter!))).toMatchObject({ status: 410, body: titled('invitation/withdrawn') });
    expect(await listed()).toEqual([]);
    for (const [method, path] of [
      ['DELETE', ''],
      ['POST', '/send'],
    ] as const) {
      expect(await test.call(owner, method, `/v1/invitations/${id}${path}`)).toMatchObject({
        status: 404,
        body: titled('invitation/not-found'),
      });
    }
    expect((await invite()).status).toBe(201);
  });

  it('of an admin is an owner’s to send or withdraw', async () => {
    const { id } = (await invite({ role: 'admin' })).body as Invitation;
    expect((await test.call(admin, 'DELETE', `/v1/invitations/${id}`)).status).toBe(403);
    expect((await test.call(admin, 'POST', `/v1/invitations/${id}/send`)).status).toBe(403);
    expect((await test.call(owner, 'DELETE', `/v1/invitations/${id}`)).status).toBe(204);
  });

  it('is nobody else’s: another organisation finds nothing under its id', async () => {
    const { id } = (await invite()).body as Invitation;
    const stranger = await (await test.workspace('Elsewhere')).signInAs('owner');
    expect((await test.call(stranger, 'GET', '/v1/invitations')).body.items).toEqual([]);
    expect(await test.call(stranger, 'DELETE', `/v1/invitations/${id}`)).toMatchObject({
      status: 404,
      body: titled('invitation/not-found'),
    });
  });

  it('has a link that nobody can make up', async () => {
    expect(await look('made-up-made-up-made-up')).toMatchObject({ status: 401, body: titled('token/invalid') });
  });
});
