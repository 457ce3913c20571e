import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestApp, type TestApp } from '../../test/app.ts';
import { createMember, createSite } from './commands.ts';
import { identity } from './index.ts';

let test: TestApp;

beforeAll(async () => {
  test = await buildTestApp({ modules: [identity] });
}, 60_000);
afterAll(() => test.close());

const site = (organisation: string, extra: object = {}) =>
  createSite(test.app.platform, { organisation, name: 'App', ...extra });
const member = (organisation: string, email: string, extra: object = {}) =>
  createMember(test.app.platform, { organisation, email, name: 'Kim', role: 'expert', ...extra });

describe('making a site', () => {
  it('makes the organisation under a new name, and finds it again by name and by id', async () => {
    const first = await site('Alder');
    expect(first.key).toMatch(/^pk_/);
    expect(first.secret).toMatch(/^sk_[A-Za-z0-9]{32,}$/);
    expect(first.snippet).toContain(first.key);
    expect(first.snippet).not.toContain(first.secret);
    expect((await site('Alder')).organisationId).toBe(first.organisationId);
    expect((await site(first.organisationId)).organisationId).toBe(first.organisationId);
  });

  it.each([
    ['an id that nobody has', '019b0000-0000-7000-8000-00000000dead', {}, '/organisation'],
    ['no name', ' ', {}, '/organisation'],
    ['an origin that is none', 'Alder', { origins: ['app.example.com'] }, '/origins/0'],
  ])('refuses %s', async (_, organisation, extra, field) => {
    await expect(site(organisation, extra)).rejects.toMatchObject({ code: 'body/invalid', extras: { field } });
  });

  it('asks for the id where several organisations share a name', async () => {
    const workspace = (email: string) =>
      test.app.inject({
        method: 'POST',
        url: '/v1/workspaces',
        payload: { workspaceName: 'Twin', name: 'Kim', email, password: 'twelve and more' },
      });
    await workspace('a@twin.test');
    await workspace('b@twin.test');
    await expect(site('Twin')).rejects.toMatchObject({ code: 'body/invalid', extras: { field: '/organisation' } });
  });
});

describe('making a member', () => {
  it('makes up a password that signs them in', async () => {
    const { password } = await member('Birch', 'kim@birch.test');
    const payload = { email: 'kim@birch.test', password };
    const answer = await test.app.inject({ method: 'POST', url: '/v1/login', payload });
    expect(answer.json()).toMatchObject({ role: 'expert', isEmailVerified: true, organisation: { name: 'Birch' } });
  });

  it('gives an account that exists another membership, and leaves its password alone', async () => {
    await member('Birch', 'two@birch.test', { password: 'the first password' });
    const second = await member('Cedar', 'TWO@birch.test', { password: 'another password' });
    expect(second.password).toBeUndefined();
    const signIn = (password: string) =>
      test.app.inject({ method: 'POST', url: '/v1/login', payload: { email: 'two@birch.test', password } });
    expect((await signIn('another password')).statusCode).toBe(401);
    expect((await signIn('the first password')).statusCode).toBe(200);
  });

  it('refuses to make the same member twice', async () => {
    await member('Birch', 'once@birch.test');
    await expect(member('Birch', 'once@birch.test')).rejects.toMatchObject({ code: 'email/taken' });
  });
});
