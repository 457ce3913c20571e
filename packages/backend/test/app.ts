import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance, InjectOptions } from 'fastify';
import type { MemberRole } from '@harmony-live/protocol';
import pino from 'pino';
import { buildApp, type AppOptions } from '../src/app.ts';
import type { Config } from '../src/config.ts';
import { createMember, createSite } from '../src/identity/commands.ts';
import { openTestDatabase } from '../../../test/fixtures/database.ts';

export { fakeClock, type FakeClock } from './clock.ts';

/** Demo settings: localhost origins, mail kept in the database, limits ten times as wide. */
export const testConfig: Config = {
  isDemo: true,
  port: 0,
  host: '127.0.0.1',
  dataDir: '/nonexistent',
  secret: 'a secret for tests, 32 characters at least',
  publicUrl: 'http://localhost:4400',
  embeddings: 'builtin',
  storageDir: '/nonexistent/files',
  logLevel: 'silent',
  retentionDays: 90,
  rateFactor: 10,
};

/** The page of the host app in tests: one of the demo's origins. */
export const pageOrigin = 'http://localhost:5000';

/** Headers of somebody who calls, ready for `app.inject({ headers })`. */
export interface Somebody {
  id: string;
  organisationId: string;
  headers: Record<string, string>;
}

export interface Answer {
  status: number;
  // Tests read what they expect to be there; a wrong guess fails the test.
  // oxlint-disable-next-line typescript/no-explicit-any
  body: any;
}

export interface TestApp {
  app: FastifyInstance;
  /** One call over HTTP; null: nobody known, from the host app's page. A body that is empty is undefined. */
  call(who: Pick<Somebody, 'headers'> | null, method: Method, path: string, body?: unknown): Promise<Answer>;
  /** A fresh organisation `name` with a site of its own, whose key opens `visitor`. */
  workspace(name?: string): Promise<TestWorkspace>;
  close(): Promise<void>;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface TestWorkspace {
  organisationId: string;
  siteId: string;
  siteKey: string;
  /** Signs in as a new member. The headers carry cookie and Origin. */
  signInAs(role: MemberRole, name?: string): Promise<Somebody>;
  /** A new visitor. The headers carry token and Origin; `token` is for `hello`. */
  visitor(): Promise<Somebody & { token: string }>;
}

/** The whole server on a fresh database; nothing listens until `app.listen({ port: 0 })`. */
export const buildTestApp = async (
  options: Partial<AppOptions> & { config?: Partial<Config> } = {},
): Promise<TestApp> => {
  const { config, ...rest } = options;
  const database = rest.db === undefined ? await openTestDatabase() : undefined;
  const storageDir = await mkdtemp(join(tmpdir(), 'harmony-files-'));
  const app = await buildApp(
    { ...testConfig, storageDir, ...config },
    { log: pino({ level: 'silent' }), ...(database === undefined ? {} : { db: database.db }), ...rest },
  );
  await app.ready();
  return {
    app,
    call: async (who, method, url, body) => {
      const payload = body === undefined ? {} : { payload: body as object };
      const answer = await app.inject({ method, url, headers: who?.headers ?? { origin: pageOrigin }, ...payload });
      return { status: answer.statusCode, body: answer.body === '' ? undefined : answer.json() };
    },
    workspace: (name = 'Workshop') => openWorkspace(app, name),
    close: async () => {
      await app.close();
      await database?.dispose();
      await rm(storageDir, { recursive: true, force: true });
    },
  };
};

const openWorkspace = async (app: FastifyInstance, name: string): Promise<TestWorkspace> => {
  const { platform } = app;
  const site = await createSite(platform, { organisation: name, name: `${name}'s app`, origins: [pageOrigin] });
  const { organisationId, siteId, key: siteKey } = site;
  return {
    organisationId,
    siteId,
    siteKey,
    signInAs: async (role, memberName = `A ${role}`) => {
      const email = `${platform.clock.newId()}@example.test`;
      const password = 'a password for tests';
      const { memberId } = await createMember(platform, {
        organisation: organisationId,
        email,
        name: memberName,
        role,
        password,
      });
      const answer = await ask(app, { method: 'POST', url: '/v1/login', payload: { email, password } });
      const { name: cookie, value } = answer.cookies[0]!;
      const headers = { cookie: `${cookie}=${value}`, origin: platform.config.publicUrl };
      return { id: memberId, organisationId, headers };
    },
    visitor: async () => {
      const headers = { origin: pageOrigin };
      const answer = await ask(app, { method: 'POST', url: '/v1/visits', headers, payload: { site: siteKey } });
      const { token, visitorId } = answer.json<{ token: string; visitorId: string }>();
      return { id: visitorId, organisationId, token, headers: { ...headers, authorization: `Bearer ${token}` } };
    },
  };
};

const ask = async (app: FastifyInstance, request: InjectOptions) => {
  const answer = await app.inject(request);
  if (answer.statusCode >= 400) throw new Error(`${request.method} ${answer.raw.req.url}: ${answer.body}`);
  return answer;
};
