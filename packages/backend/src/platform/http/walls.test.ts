import { problem, type MemberRole } from '@harmony-live/protocol';
import Fastify, { type FastifyInstance, type InjectOptions } from 'fastify';
import Type from 'typebox';
import { afterEach, describe, expect, it } from 'vitest';
import type { Caller } from '../caller.ts';
import type { Platform } from '../platform.ts';
import { createAccess } from './access.ts';
import { grantOrigin } from './cors.ts';
import { problemReplies } from './problems.ts';
import { rates, requestsPerMinute } from './rates.ts';
import { resource } from './resource.ts';
import { validatorCompiler } from './validation.ts';
import { walls } from './walls.ts';

const id = '0190c7a0-0000-7000-8000-000000000001';
const foreignId = '0190c7a0-0000-7000-8000-000000000002';
const page = 'https://app.example.com';
const own = 'https://help.example.com';
const visitor: Caller = { kind: 'visitor', organisationId: 'o', siteId: 's', visitorId: 'v', visitId: 'i' };
const member = (role: MemberRole): Caller => ({
  kind: 'member',
  organisationId: 'o',
  memberId: `m-${role}`,
  accountId: 'a',
  role,
  name: 'Ada',
});

let app: FastifyInstance;
afterEach(() => app.close());

/** Walls around three routes of the table, with callers by name: `Bearer visitor`, `cookie: role=admin`. */
const build = async (add?: (app: FastifyInstance) => void): Promise<FastifyInstance> => {
  const access = createAccess();
  access.useAuthenticator(async ({ headers }) => {
    if (headers.authorization === 'Bearer expired') throw problem('token/expired', 'Get a new one.');
    if (headers.authorization === 'Bearer visitor') return visitor;
    const role = /role=(\w+)/.exec(headers.cookie ?? '')?.[1];
    return role === undefined ? null : (member(role as MemberRole) as Extract<Caller, { kind: 'member' }>);
  });
  access.useOriginCheck(async (_caller, origin) => origin === page);
  access.useSiteResolver(async (request, key) => {
    if (key !== 'pk_right') throw problem('site/not-found', 'No site has this key.');
    if (request.headers.origin !== page) throw problem('origin/not-allowed', 'Not here.');
    return { kind: 'site', organisationId: 'o', siteId: 's' };
  });
  app = Fastify().setValidatorCompiler(validatorCompiler);
  app.decorate('platform', { access, config: { publicUrl: own, rateFactor: 1 } } as unknown as Platform);
  await app.register(problemReplies);
  await app.register(walls, { isWhole: false });
  await app.register(rates);
  const conversation = resource('conversation/not-found', async (_request, given) => (given === id ? { given } : null));
  const body = Type.Object({ text: Type.String() }, { additionalProperties: false });
  const who = async (request: { caller: Caller }) => request.caller.kind;
  app.post('/v1/conversations/:id/close', { schema: { body }, onRequest: conversation.load }, who);
  app.patch('/v1/sites/:id', { schema: { body } }, who);
  app.get('/v1/me', who);
  app.post('/v1/visits', { schema: { body: Type.Object({ site: Type.String({ minLength: 1 }) }) } }, who);
  app.post('/v1/login', async () => 'in');
  app.get('/v1/config', async (request, reply) => (grantOrigin(request, reply), 'config'));
  add?.(app);
  await app.ready();
  return app;
};

const close = (given: Partial<InjectOptions>) =>
  app.inject({ method: 'POST', url: `/v1/conversations/${id}/close`, payload: { text: 'x' }, ...given });
const codeOf = (answer: { json(): { type: string } }): string => answer.json().type.replace('urn:harmony:problem:', '');

describe('the walls', () => {
  it('let in whom the table names', async () => {
    await build();
    expect((await close({ headers: { authorization: 'Bearer visitor', origin: page } })).body).toBe('visitor');
    expect((await close({ headers: { cookie: 'role=expert', origin: own } })).body).toBe('member');
  });

  it('ask who it is before they look at what was sent', async () => {
    await build();
    const answer = await close({ payload: '{ not json', headers: { 'content-type': 'application/json' } });
    expect([answer.statusCode, codeOf(answer)]).toEqual([401, 'auth/required']);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  it('say that the role is not enough before they look at what was sent', async () => {
    await build();
    const answer = await close({
      payload: '{ not json',
      headers: { cookie: 'role=auditor', origin: own, 'content-type': 'application/json' },
    });
    expect([answer.statusCode, codeOf(answer)]).toEqual([403, 'role/insufficient']);
  });

  it.each([foreignId, 'nonsense', '..%2f..%2fetc', '1'])(
    'say 404 for %s before they look at what was sent',
    async (other) => {
      await build();
      const headers = { authorization: 'Bearer visitor', 'content-type': 'application/json' };
      const answer = await close({ url: `/v1/conversations/${other}/close`, payload: '{ not json', headers });
      expect([answer.statusCode, codeOf(answer)]).toEqual([404, 'conversation/not-found']);
    },
  );

  it('then say which field is wrong, and why', async () => {
    await build();
    const answer = await close({ payload: { text: 5 }, headers: { authorization: 'Bearer visitor' } });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({
      type: 'urn:harmony:problem:body/invalid',
      field: '/text',
      reason: 'must be a string',
    });
  });

  it('give every operation its roles for the OpenAPI document', async () => {
    const seen: unknown[] = [];
    await build((built) => {
      built.addHook('onRoute', ({ schema }) => void seen.push((schema as { 'x-roles'?: unknown })['x-roles']));
      built.get('/v1/queue', async () => 'queue');
    });
    expect(seen[0]).toEqual(['owner', 'admin', 'coordinator', 'expert']);
  });

  it('stop the start for a route that the table lacks', async () => {
    await expect(build((built) => void built.get('/v1/secrets', async () => ''))).rejects.toThrow(
      /GET \/v1\/secrets is not in the role table/,
    );
  });

  it('stop the start for a row without a route', async () => {
    app = Fastify();
    app.decorate('platform', { config: {} } as unknown as Platform);
    await app.register(walls, { isWhole: true });
    await expect(app.ready()).rejects.toThrow(/no module has registered: .*GET \/v1\/config/);
  });
});

describe('a site key', () => {
  const visit = (site: unknown, origin?: string) =>
    app.inject({
      method: 'POST',
      url: '/v1/visits',
      payload: { site },
      headers: origin === undefined ? {} : { origin },
    });

  it('opens its routes to the site’s pages, which may read the answer', async () => {
    await build();
    const answer = await visit('pk_right', page);
    expect(answer.body).toBe('site');
    expect(answer.headers['access-control-allow-origin']).toBe(page);
    expect(answer.headers.vary).toContain('Origin');
  });

  it('is unknown, or used on a page of somebody else', async () => {
    await build();
    expect(codeOf(await visit('pk_wrong', page))).toBe('site/not-found');
    const answer = await visit('pk_right', 'https://evil.example');
    expect([answer.statusCode, codeOf(answer)]).toEqual([403, 'origin/not-allowed']);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  it.each([undefined, 7, ''])('that is %s is a matter of the body', async (site) => {
    await build();
    const answer = await visit(site, page);
    expect(answer.json()).toMatchObject({ type: 'urn:harmony:problem:body/invalid', field: '/site' });
  });
});

describe('origins', () => {
  it('of other sites may not use a member’s cookie', async () => {
    await build();
    for (const origin of [page, 'https://evil.example', 'null']) {
      const answer = await app.inject({ url: '/v1/me', headers: { cookie: 'role=admin', origin } });
      expect([answer.statusCode, codeOf(answer)]).toEqual([403, 'origin/not-allowed']);
    }
    expect(codeOf(await close({ headers: { cookie: 'role=admin', origin: page } }))).toBe('origin/not-allowed');
  });

  it('that are our own may, by the public address or the Host header', async () => {
    await build();
    for (const headers of [{ origin: own }, { origin: 'http://localhost:4400', host: 'localhost:4400' }]) {
      expect((await app.inject({ url: '/v1/me', headers: { cookie: 'role=admin', ...headers } })).statusCode).toBe(200);
    }
  });

  it('may be missing where nothing is changed, and nowhere else', async () => {
    await build();
    expect((await app.inject({ url: '/v1/me', headers: { cookie: 'role=admin' } })).statusCode).toBe(200);
    expect(codeOf(await close({ headers: { cookie: 'role=admin' } }))).toBe('origin/not-allowed');
  });

  it('of other sites may not sign anybody in', async () => {
    await build();
    const answer = await app.inject({ method: 'POST', url: '/v1/login', headers: { origin: page }, payload: {} });
    expect(codeOf(answer)).toBe('origin/not-allowed');
  });

  it('of a visitor must be the site’s; a program without one passes by its token', async () => {
    await build();
    const foreign = await close({ headers: { authorization: 'Bearer visitor', origin: 'https://evil.example' } });
    expect(codeOf(foreign)).toBe('origin/not-allowed');
    expect(foreign.headers['access-control-allow-origin']).toBeUndefined();
    expect((await close({ headers: { authorization: 'Bearer visitor' } })).statusCode).toBe(200);
  });

  it('let a page read that its token has expired', async () => {
    await build();
    const answer = await close({ headers: { authorization: 'Bearer expired', origin: page } });
    expect(codeOf(answer)).toBe('token/expired');
    expect(answer.headers['access-control-allow-origin']).toBe(page);
  });

  it('are answered before a request without granting anything', async () => {
    await build();
    const ask = (url: string) =>
      app.inject({
        method: 'OPTIONS',
        url,
        headers: { origin: 'https://any.example', 'access-control-request-method': 'POST' },
      });
    const answer = await ask('/v1/visits');
    expect(answer.statusCode).toBe(204);
    expect(answer.headers['access-control-allow-headers']).toContain('authorization');
    expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
    expect((await ask('/v1/login')).statusCode).toBe(404);
  });
});

describe('rates', () => {
  it('are counted for each person by themselves, and say when to come back', async () => {
    await build();
    const ask = (headers: Record<string, string>) => app.inject({ url: '/v1/me', headers });
    for (let count = 0; count < requestsPerMinute.member; count += 1) await ask({ cookie: 'role=admin' });
    const answer = await ask({ cookie: 'role=admin' });
    expect([answer.statusCode, codeOf(answer)]).toEqual([429, 'rate/limited']);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(answer.json<{ retryAfterMs: number }>().retryAfterMs).toBeGreaterThan(0);
    expect((await ask({ cookie: 'role=owner' })).statusCode).toBe(200);
  });

  it('hold back guessing at one account, not the whole office', async () => {
    await build();
    const signIn = (email: string) => app.inject({ method: 'POST', url: '/v1/login', payload: { email } });
    for (let count = 0; count < requestsPerMinute.signIn; count += 1) await signIn('ada@example.com');
    expect((await signIn('Ada@example.com ')).statusCode).toBe(429);
    expect((await signIn('grace@example.com')).statusCode).toBe(200);
  });

  it('hold back letters to one address, and tries at one link, together with signing in', async () => {
    await build((built) => {
      for (const url of ['/v1/password-resets', '/v1/join']) built.post(url, async () => 'done');
    });
    const post = async (url: string, payload: object) =>
      (await app.inject({ method: 'POST', url, payload })).statusCode;
    for (let count = 0; count < requestsPerMinute.signIn; count += 1) {
      await post('/v1/password-resets', { email: 'ada@example.com' });
      await post('/v1/join', { token: 'a link of a letter' });
    }
    expect(await post('/v1/password-resets', { email: 'ada@example.com' })).toBe(429);
    expect(await post('/v1/login', { email: 'ada@example.com' })).toBe(429);
    expect(await post('/v1/join', { token: 'a link of a letter' })).toBe(429);
    expect(await post('/v1/join', { token: 'the link of another' })).toBe(200);
  });
});
