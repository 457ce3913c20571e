import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { buildTestApp, fakeClock, type TestApp } from '../../../test/app.ts';
import { demoMails } from '../../platform/mail/index.ts';
import { createMember } from '../commands.ts';
import { identity } from '../index.ts';
import { sessionMs } from './sessions.ts';

const clock = fakeClock();
let test: TestApp;
let origin: string;

beforeAll(async () => {
  test = await buildTestApp({ clock, modules: [identity] });
  origin = test.app.platform.config.publicUrl;
}, 60_000);
afterAll(() => test.close());

const post = (url: string, payload?: object, headers: Record<string, string> = {}) =>
  test.app.inject({ method: 'POST', url, headers: { origin, ...headers }, ...(payload && { payload }) });
const me = (cookie: string) => test.app.inject({ url: '/v1/me', headers: { cookie } });
const cookieOf = (answer: { cookies: { name: string; value: string }[] }) =>
  `harmony_session=${answer.cookies.find(({ name }) => name === 'harmony_session')?.value ?? ''}`;
const workspace = (email: string, extra: object = {}) =>
  post('/v1/workspaces', { workspaceName: ' Larch ', name: 'Ida Holm', email, password: 'twelve and more', ...extra });
const titled = (code: string) => ({ type: `urn:harmony:problem:${code}` });

describe('POST /v1/workspaces', () => {
  it('makes an organisation with a site and signs its owner in', async () => {
    const answer = await workspace('ida@larch.test');
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toMatchObject({
      name: 'Ida Holm',
      email: 'ida@larch.test',
      isEmailVerified: false,
      role: 'owner',
      organisation: { name: 'Larch' },
    });
    const sites = await test.app.inject({ url: '/v1/sites', headers: { cookie: cookieOf(answer) } });
    const [site] = sites.json<{ items: { key: string; snippet: string; origins: string[] }[] }>().items;
    expect(site?.key).toMatch(/^pk_[A-Za-z0-9]{24}$/);
    expect(site?.snippet).toBe(
      `<script async src="${origin}/harmony.js" data-site="${site?.key}" crossorigin="anonymous" referrerpolicy="no-referrer"></script>`,
    );
    expect(site?.origins).toEqual(['http://localhost:*', 'http://127.0.0.1:*']);
    expect(sites.body).not.toContain('sk_');
  });

  it('keeps the session in a cookie that scripts and other sites do not get, and only its hash here', async () => {
    const answer = await workspace('cookie@larch.test');
    const header = String(answer.headers['set-cookie']);
    expect(header).toMatch(/^harmony_session=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/);
    const value = cookieOf(answer).split('=')[1]!;
    const rows = await test.app.platform.db.asSystem('test', (tx) => tx`select * from session`);
    expect(JSON.stringify(rows)).not.toContain(value);
  });

  it('says that an address is taken, whatever its letter case', async () => {
    await workspace('taken@larch.test');
    const answer = await workspace('Taken@Larch.test');
    expect(answer.statusCode).toBe(409);
    expect(answer.json()).toMatchObject({ ...titled('email/taken'), field: '/email' });
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it.each([
    [{ email: 'no address' }, '/email'],
    [{ password: 'short' }, '/password'],
    [{ workspaceName: '   ' }, '/workspaceName'],
    [{ role: 'owner' }, '/role'],
  ])('refuses %j and names the field', async (extra, field) => {
    const answer = await workspace('new@larch.test', extra);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ ...titled('body/invalid'), field, reason: expect.any(String) as unknown });
  });

  it('says that a member joined, in the same transaction', async () => {
    const answer = await workspace('joined@larch.test');
    const { memberId } = answer.json<{ memberId: string }>();
    const events = await test.app.platform.db.asSystem(
      'test',
      (tx) => tx`select payload from outbox where type = 'member.joined' and payload->>'memberId' = ${memberId}`,
    );
    expect(events).toEqual([{ payload: { memberId, name: 'Ida Holm', role: 'owner' } }]);
  });
});

describe('the letter that verifies an address', () => {
  const linkTo = async (email: string): Promise<string> =>
    vi.waitFor(async () => {
      const mails = await test.app.platform.db.asSystem('test', (tx) => demoMails(tx, 100));
      const link = mails.find(({ to }) => to === email)?.link;
      if (!link) throw new Error('no letter yet');
      return link;
    });

  it('holds a link that works once', async () => {
    const cookie = cookieOf(await workspace('letter@larch.test'));
    const link = await linkTo('letter@larch.test');
    expect(link).toMatch(new RegExp(`^${origin}/console/verify/[\\w-]{43}$`));
    const token = link.split('/').at(-1);
    expect((await post('/v1/verify-email', { token })).json()).toEqual({ email: 'letter@larch.test' });
    expect((await me(cookie)).json()).toMatchObject({ isEmailVerified: true });
    const again = await post('/v1/verify-email', { token });
    expect(again.statusCode).toBe(401);
    expect(again.json()).toMatchObject(titled('token/invalid'));
  });

  it('holds a link that works for a day', async () => {
    await workspace('late@larch.test');
    const token = (await linkTo('late@larch.test')).split('/').at(-1);
    clock.advance(86_400_000);
    expect((await post('/v1/verify-email', { token })).json()).toMatchObject(titled('token/expired'));
  });
});

describe('signing in and out', () => {
  it('opens a session that the cookie proves until it is ended', async () => {
    await workspace('in@larch.test');
    const answer = await post('/v1/login', { email: ' IN@larch.test', password: 'twelve and more' });
    expect(answer.statusCode).toBe(200);
    const cookie = cookieOf(answer);
    expect((await me(cookie)).json()).toEqual(answer.json());
    const out = await post('/v1/logout', undefined, { cookie });
    expect(out.statusCode).toBe(204);
    expect(String(out.headers['set-cookie'])).toMatch(/^harmony_session=;.*(Expires=Thu, 01 Jan 1970|Max-Age=0)/);
    expect((await me(cookie)).json()).toMatchObject(titled('auth/required'));
  });

  it('answers the same to a wrong password, an unknown address and an account without a membership', async () => {
    const created = (await workspace('same@larch.test')).json<{ memberId: string }>();
    const wrong = await post('/v1/login', { email: 'same@larch.test', password: 'not the password' });
    const unknown = await post('/v1/login', { email: 'nobody@larch.test', password: 'not the password' });
    await test.app.platform.db.asSystem(
      'test',
      (tx) => tx`update member set removed_at = now() where id = ${created.memberId}`,
    );
    const removed = await post('/v1/login', { email: 'same@larch.test', password: 'twelve and more' });
    expect(wrong.statusCode).toBe(401);
    expect(wrong.json()).toMatchObject(titled('auth/failed'));
    expect(unknown.json()).toEqual(wrong.json());
    expect(removed.json()).toEqual(wrong.json());
  });

  it('ends the sessions of a member who was removed', async () => {
    const answer = await workspace('gone@larch.test');
    const { memberId } = answer.json<{ memberId: string }>();
    await test.app.platform.db.asSystem(
      'test',
      (tx) => tx`update member set removed_at = now() where id = ${memberId}`,
    );
    expect((await me(cookieOf(answer))).statusCode).toBe(401);
  });

  it('opens the newest of several memberships', async () => {
    await workspace('two@larch.test');
    clock.advance(1_000);
    const { organisationId } = await createMember(test.app.platform, {
      organisation: 'Second house',
      email: 'two@larch.test',
      name: 'Ida Holm',
      role: 'expert',
    });
    await test.app.platform.db.asSystem('test', (tx) => tx`delete from session`);
    const answer = await post('/v1/login', { email: 'two@larch.test', password: 'twelve and more' });
    expect(answer.json()).toMatchObject({ role: 'expert', organisation: { id: organisationId } });
  });

  it('keeps a session that is used alive, and ends one that is not', async () => {
    const answer = await workspace('sliding@larch.test');
    const cookie = cookieOf(answer);
    clock.advance(sessionMs - 1_000);
    const used = await me(cookie);
    expect(used.statusCode).toBe(200);
    expect(cookieOf(used)).toBe(cookie);
    expect((await me(cookie)).headers['set-cookie']).toBeUndefined();
    clock.advance(sessionMs - 1_000);
    expect((await me(cookie)).statusCode).toBe(200);
    clock.advance(sessionMs);
    expect((await me(cookie)).statusCode).toBe(401);
  });

  it('does not take a cookie from another site’s page, or one that was made up', async () => {
    const cookie = cookieOf(await workspace('forged@larch.test'));
    const forged = await post('/v1/logout', undefined, { cookie, origin: 'https://evil.test' });
    expect(forged.json()).toMatchObject(titled('origin/not-allowed'));
    expect((await me(cookie)).statusCode).toBe(200);
    expect((await me('harmony_session=made-up')).json()).toMatchObject(titled('auth/required'));
  });

  it('marks the cookie Secure where people reach us over TLS', async () => {
    const { config } = test.app.platform;
    const { publicUrl } = config;
    config.publicUrl = 'https://help.example.com';
    const answer = await post(
      '/v1/login',
      { email: 'in@larch.test', password: 'twelve and more' },
      { origin: config.publicUrl },
    );
    config.publicUrl = publicUrl;
    expect(String(answer.headers['set-cookie'])).toContain('; Secure');
  });
});
