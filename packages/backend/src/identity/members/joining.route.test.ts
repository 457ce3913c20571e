import type { OwnExpert, SignedIn } from '@harmony-live/protocol';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildTestApp, fakeClock, type Somebody, type TestApp, type TestWorkspace } from '../../../test/app.ts';
import { lettersTo, tokenOf } from '../letters.fixture.ts';
import { conductVersion } from './conduct.ts';

const clock = fakeClock();
let test: TestApp;
let house: TestWorkspace;
let owner: Somebody;
let origin: string;
let address: string;
let token: string;

beforeAll(async () => {
  test = await buildTestApp({ clock });
  origin = test.app.platform.config.publicUrl;
  house = await test.workspace('Larch');
  owner = await house.signInAs('owner', 'Ida Holm');
});
afterAll(() => test.close());
beforeEach(() => {
  address = `${clock.newId()}@larch.test`;
});

const password = 'a password of my own';
const post = (url: string, payload: object, headers: Record<string, string> = { origin }) =>
  test.app.inject({ method: 'POST', url, headers, payload });
const invited = async (role = 'expert', who = owner) => {
  await post('/v1/invitations', { email: address, role }, who.headers);
  token = tokenOf((await lettersTo(test, address))[0]!);
};
const join = (extra: object = {}, headers?: Record<string, string>) =>
  post('/v1/join', { token, name: ' Ada Byron ', password, codeOfConduct: conductVersion, ...extra }, headers);
const cookieOf = (answer: { cookies: { name: string; value: string }[] }) => ({
  origin,
  cookie: `harmony_session=${answer.cookies.find(({ name }) => name === 'harmony_session')?.value ?? ''}`,
});
const get = async <T>(url: string, headers: Record<string, string>) =>
  (await test.app.inject({ url, headers })).json<T>();
const titled = (code: string) => ({ type: `urn:harmony:problem:${code}` });

describe('joining', () => {
  it('makes account and member, signs in, verifies the address and keeps the profile', async () => {
    await invited();
    const answer = await join({ statements: [' PostgreSQL: slow queries ', 'React forms'], languages: ['en', 'de'] });
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toMatchObject({
      ...{ name: 'Ada Byron', email: address, role: 'expert', isEmailVerified: true },
      organisation: { id: house.organisationId, name: 'Larch' },
    });
    const mine = cookieOf(answer);
    expect(await get<SignedIn>('/v1/me', mine)).toEqual(answer.json());
    expect(await get<OwnExpert>('/v1/experts/me', mine)).toMatchObject({
      statements: ['PostgreSQL: slow queries', 'React forms'],
      languages: [
        { tag: 'en', level: 2 },
        { tag: 'de', level: 2 },
      ],
      switch: false,
    });
    expect((await post('/v1/login', { email: address, password })).statusCode).toBe(200);
    expect(await get('/v1/invitations', owner.headers)).toMatchObject({ items: [] });
  });

  it('keeps to which code of conduct they agreed, and when', async () => {
    await invited();
    const { memberId } = (await join()).json<SignedIn>();
    const [row] = await test.app.platform.db.asSystem(
      'test',
      (tx) => tx`select conduct_version, conduct_at from member where id = ${memberId}`,
    );
    expect(row).toEqual({ conductVersion, conductAt: new Date(clock.now()) });
    const words = readFileSync(new URL('../../../../../docs/code-of-conduct.md', import.meta.url), 'utf8');
    expect(words).toContain(`Version ${conductVersion}.`);
  });

  it('works once', async () => {
    await invited();
    expect((await join()).statusCode).toBe(201);
    const again = await join({ name: 'Somebody else' });
    expect(again.statusCode).toBe(410);
    expect(again.json()).toMatchObject(titled('invitation/used'));
    expect(again.headers['set-cookie']).toBeUndefined();
  });

  it('makes one member of two presses at once', async () => {
    await invited();
    const codes = (await Promise.all([join(), join()])).map(({ statusCode }) => statusCode);
    expect(codes.filter((code) => code === 201)).toHaveLength(1);
    const { items } = await get<{ items: { email: string }[] }>('/v1/members', owner.headers);
    expect(items.filter(({ email }) => email === address)).toHaveLength(1);
  });

  it.each([
    [{ password: 'short' }, '/password'],
    [{ password: undefined }, '/password'],
    [{ name: '   ' }, '/name'],
    [{ codeOfConduct: 'another' }, '/codeOfConduct'],
    [{ statements: ['x'] }, '/statements/0'],
    [{ languages: ['not a tag'] }, '/languages/0'],
    [{ role: 'owner' }, '/role'],
  ])('refuses %j, names the field, and leaves the link as it is', async (extra, field) => {
    await invited();
    const answer = await join(extra);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ ...titled('body/invalid'), field });
    expect((await join()).statusCode).toBe(201);
  });

  it('lets an auditor read, and makes no expert of them', async () => {
    await invited('auditor');
    const mine = cookieOf(await join({ statements: ['Anything at all'] }));
    expect(await get('/v1/members', mine)).toMatchObject({ items: expect.any(Array) as unknown });
    expect(await get('/v1/experts/me', mine)).toMatchObject(titled('role/insufficient'));
    const experts = await get<{ items: { email: string }[] }>('/v1/experts', owner.headers);
    expect(experts.items.map(({ email }) => email)).not.toContain(address);
  });
});

describe('an address that has an account', () => {
  let elsewhere: Record<string, string>;
  beforeEach(async () => {
    const made = { workspaceName: 'Alder', name: 'Ada of Alder', email: address, password: 'the older password' };
    elsewhere = cookieOf(await post('/v1/workspaces', made));
    await post('/v1/invitations', { email: address.toUpperCase(), role: 'expert' }, owner.headers);
    token = tokenOf((await lettersTo(test, address.toUpperCase()))[0]!);
  });

  it('joins with its own password, and is one account still', async () => {
    expect((await post('/v1/join/look', { token })).json()).toMatchObject({ account: 'known', name: 'Ada of Alder' });
    const wrong = await join();
    expect(wrong.statusCode).toBe(401);
    expect(wrong.json()).toMatchObject({ ...titled('auth/failed'), field: '/password' });
    const answer = await join({ password: 'the older password' });
    expect(answer.json()).toMatchObject({ email: address, organisation: { name: 'Larch' } });
    const both = await get<{ items: { organisation: { name: string } }[] }>('/v1/me/memberships', cookieOf(answer));
    expect(both.items.map(({ organisation }) => organisation.name)).toEqual(['Alder', 'Larch']);
  });

  it('joins by its session without a password, on our own pages alone', async () => {
    expect((await post('/v1/join/look', { token }, elsewhere)).json()).toMatchObject({ account: 'signed-in' });
    const foreign = await join({ password: undefined }, { cookie: elsewhere.cookie!, origin: 'https://evil.test' });
    expect(foreign.json()).toMatchObject(titled('origin/not-allowed'));
    expect((await join({ password: undefined }, { cookie: elsewhere.cookie! })).statusCode).toBe(401);
    expect((await join({ password: undefined }, elsewhere)).statusCode).toBe(201);
  });

  it('does not join by somebody else’s session', async () => {
    const answer = await join({ password: undefined }, owner.headers);
    expect(answer.json()).toMatchObject(titled('auth/failed'));
  });

  it('goes from one workspace to the other, and by signing in to the one used last', async () => {
    const here = cookieOf(await join({ password: 'the older password' }));
    const { items } = await get<{ items: { memberId: string; organisation: { name: string } }[] }>(
      '/v1/me/memberships',
      here,
    );
    const { memberId } = items.find(({ organisation }) => organisation.name === 'Alder')!;
    const there = await post('/v1/me/membership', { memberId }, here);
    expect(there.json()).toMatchObject({ organisation: { name: 'Alder' }, role: 'owner' });
    expect((await test.app.inject({ url: '/v1/me', headers: here })).statusCode).toBe(401);
    clock.advance(4_000_000);
    await get('/v1/me', cookieOf(there));
    const entry = await post('/v1/login', { email: address, password: 'the older password' });
    expect(entry.json()).toMatchObject({ organisation: { name: 'Alder' } });
    const stranger = await post('/v1/me/membership', { memberId }, owner.headers);
    expect(stranger.json()).toMatchObject(titled('member/not-found'));
  });
});
