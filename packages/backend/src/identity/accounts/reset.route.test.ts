import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildTestApp, fakeClock, type TestApp } from '../../../test/app.ts';
import { identity } from '../index.ts';
import { lettersTo, tokenOf } from '../letters.fixture.ts';
import { mostResets, resetMs } from './reset.ts';

const clock = fakeClock();
let test: TestApp;
let origin: string;
let email: string;

beforeAll(async () => {
  test = await buildTestApp({ clock, modules: [identity] });
  origin = test.app.platform.config.publicUrl;
});
afterAll(() => test.close());
beforeEach(async () => {
  email = `${clock.newId()}@larch.test`;
  await post('/v1/workspaces', { workspaceName: 'Larch', name: 'Ida', email, password: old });
});

const old = 'the old password';
const fresh = 'a fresh password';
const post = (url: string, payload: object, headers: Record<string, string> = {}) =>
  test.app.inject({ method: 'POST', url, headers: { origin, ...headers }, payload });
const login = async (password: string) => {
  const answer = await post('/v1/login', { email, password });
  return { status: answer.statusCode, cookie: `harmony_session=${answer.cookies[0]?.value ?? ''}` };
};
const isIn = async (cookie: string) =>
  (await test.app.inject({ url: '/v1/me', headers: { cookie } })).statusCode === 200;
const resets = async (atLeast = 1) => {
  const subject = 'Choose a new password';
  // One letter to verify the address comes first.
  return (await lettersTo(test, email, atLeast + 1)).filter((letter) => letter.subject === subject);
};
const linkSent = async () => {
  await post('/v1/password-resets', { email });
  return tokenOf((await resets())[0]!);
};
const use = (token: string, password = fresh) => post('/v1/password-resets/use', { token, password });
const titled = (code: string) => ({ type: `urn:harmony:problem:${code}` });

describe('a forgotten password', () => {
  it('is chosen anew by the link of a letter, which ends every session and tells the person', async () => {
    const { cookie } = await login(old);
    const token = await linkSent();
    expect((await resets())[0]!.link).toBe(`${origin}/console/reset/${token}`);
    expect((await use(token)).statusCode).toBe(204);
    expect(await isIn(cookie)).toBe(false);
    expect((await login(old)).status).toBe(401);
    const again = await login(fresh);
    expect(again.status).toBe(200);
    const me = await test.app.inject({ url: '/v1/me', headers: { cookie: again.cookie } });
    expect(me.json()).toMatchObject({ isEmailVerified: true });
    const letters = await lettersTo(test, email, 3);
    expect(letters.map(({ subject }) => subject)).toContain('Your password was changed');
  });

  it('has a link that works once, and ends the others with it', async () => {
    const first = await linkSent();
    await post('/v1/password-resets', { email });
    const second = (await resets(2)).map(tokenOf).find((token) => token !== first)!;
    expect((await use(second)).statusCode).toBe(204);
    for (const token of [first, second, 'made-up-made-up-made-up']) {
      const answer = await use(token, 'yet another password');
      expect(answer.statusCode).toBe(401);
      expect(answer.json()).toMatchObject(titled('token/invalid'));
    }
    expect((await login(fresh)).status).toBe(200);
  });

  it('has a link that works for an hour', async () => {
    const token = await linkSent();
    clock.advance(resetMs);
    expect((await use(token)).json()).toMatchObject(titled('token/expired'));
    expect((await login(old)).status).toBe(200);
  });

  it('leaves the link as it is where the new one is too short', async () => {
    const token = await linkSent();
    const answer = await use(token, 'short');
    expect(answer.json()).toMatchObject({ ...titled('body/invalid'), field: '/password' });
    expect((await use(token)).statusCode).toBe(204);
  });

  it('is asked for in the same words and by the same work whether the address is known or not', async () => {
    const jobs = () =>
      test.app.platform.db.asSystem(
        'test',
        (tx) => tx`select id from pgboss.job where name = 'identity.reset-password'`,
      );
    const before = (await jobs()).length;
    const known = await post('/v1/password-resets', { email: email.toUpperCase() });
    const unknown = await post('/v1/password-resets', { email: `nobody-${email}` });
    expect([unknown.statusCode, unknown.body]).toEqual([known.statusCode, known.body]);
    expect(known.statusCode).toBe(202);
    expect((await jobs()).length).toBe(before + 2);
    await resets();
  });

  it('does not fill a box with letters', async () => {
    for (let n = 0; n < mostResets + 2; n += 1) await post('/v1/password-resets', { email });
    await resets(mostResets);
    // One more letter of another kind comes after what was held back: the queue is empty then.
    const { cookie } = await login(old);
    await post('/v1/me/password', { current: old, password: fresh }, { cookie });
    await lettersTo(test, email, mostResets + 2);
    const rows = await test.app.platform.db.asSystem(
      'test',
      (tx) => tx`select count(*)::integer from account_token where purpose = 'reset-password'
        and account_id = (select id from account where email = ${email})`,
    );
    expect(rows).toEqual([{ count: mostResets }]);
  });

  it('refuses what is no address, and says so where no letters can be sent', async () => {
    expect((await post('/v1/password-resets', { email: 'nobody' })).json()).toMatchObject({
      ...titled('body/invalid'),
      field: '/email',
    });
    const { mail } = test.app.platform;
    Object.assign(mail, { canSend: false });
    const answer = await post('/v1/password-resets', { email });
    Object.assign(mail, { canSend: true });
    expect(answer.json()).toMatchObject(titled('mail/unavailable'));
  });
});

describe('another password of one’s own', () => {
  it('is chosen with the current one; the session that asks goes on and the others end', async () => {
    const [here, there] = [await login(old), await login(old)];
    const change = (current: string) => post('/v1/me/password', { current, password: fresh }, { cookie: here.cookie });
    const wrong = await change('not the password');
    expect(wrong.json()).toMatchObject({ ...titled('auth/failed'), field: '/current' });
    expect((await change(old)).statusCode).toBe(204);
    expect([await isIn(here.cookie), await isIn(there.cookie)]).toEqual([true, false]);
    expect((await login(fresh)).status).toBe(200);
  });
});
