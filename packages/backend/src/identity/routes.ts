import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import {
  ChangeSite,
  CreateWorkspace,
  EmailVerified,
  Login,
  MemberList,
  SignedIn,
  Site,
  SiteList,
  VerifyEmail,
  problem,
} from '@harmony-live/protocol';
import type { FastifyInstance, FastifyReply } from 'fastify';
import Type from 'typebox';
import { asMember } from '../platform/http/access.ts';
import { resource } from '../platform/http/resource.ts';
import { verifyEmail } from './letters.ts';
import { toMember } from './members.ts';
import { cookieOptions, endSession, sessionCookie, toSignedIn } from './sessions.ts';
import type { SiteCache } from './site-cache.ts';
import { checkChange, toSite } from './sites.ts';
import { lockSite, memberById, membersAfter, siteById, sitesAfter, updateSite } from './store.ts';
import { registerVisitorRoutes } from './visitors/routes.ts';
import { createWorkspace, signIn, type Entry } from './workspace.ts';

/** What the routes stand on beside the platform. */
export interface Parts {
  tokenKey: Uint8Array;
  sites: SiteCache;
  /** Tells every node that a site was changed. */
  siteChanged: (siteId: string) => void;
}

const Page = Type.Object({
  after: Type.Optional(Type.String({ format: 'uuid' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
});
const mostPerPage = 50;

/** HTTP of identity: first what pages call, then what people who sign in call. */
export const registerRoutes = (base: FastifyInstance, parts: Parts): void => {
  registerVisitorRoutes(base, parts);
  registerAccountRoutes(base);
  registerOrganisationRoutes(base, parts);
};

const registerAccountRoutes = (base: FastifyInstance): void => {
  const { platform } = base;
  const { config, db, live } = platform;
  const app = base.withTypeProvider<TypeBoxTypeProvider>();
  const enter = (reply: FastifyReply, { signedIn, session }: Entry): SignedIn => {
    reply.setCookie(sessionCookie, session, cookieOptions(config.publicUrl)).header('cache-control', 'no-store');
    return signedIn;
  };

  app.post(
    '/v1/workspaces',
    {
      schema: {
        summary: 'Create an organisation with a site, and sign in as its owner',
        tags: ['accounts'],
        body: CreateWorkspace,
        response: { 201: SignedIn },
      },
    },
    async (request, reply) => reply.code(201).send(enter(reply, await createWorkspace(platform, request.body))),
  );

  app.post(
    '/v1/verify-email',
    {
      schema: {
        summary: 'Verify an e-mail address by the token of a letter',
        tags: ['accounts'],
        body: VerifyEmail,
        response: { 200: EmailVerified },
      },
    },
    async (request) => ({ email: await verifyEmail(platform, request.body.token) }),
  );

  app.post(
    '/v1/login',
    { schema: { summary: 'Sign in', tags: ['accounts'], body: Login, response: { 200: SignedIn } } },
    async (request, reply) => enter(reply, await signIn(platform, request.body)),
  );

  app.post(
    '/v1/logout',
    { schema: { summary: 'Sign out', tags: ['accounts'], response: { 204: Type.Null() } } },
    async (request, reply) => {
      const { organisationId, memberId } = asMember(request.caller);
      await endSession(platform, request.cookies[sessionCookie]!);
      request.extendedSession = null;
      live.revoke('member', organisationId, memberId);
      return reply.clearCookie(sessionCookie, cookieOptions(config.publicUrl)).code(204).send(null);
    },
  );

  app.get(
    '/v1/me',
    { schema: { summary: 'Who is signed in', tags: ['accounts'], response: { 200: SignedIn } } },
    async (request, reply) => {
      const { organisationId, memberId } = asMember(request.caller);
      const member = await db.withOrganisation(organisationId, (tx) => memberById(tx, memberId));
      reply.header('cache-control', 'no-store');
      if (member === undefined) throw problem('member/not-found', 'You are no longer a member here.');
      return toSignedIn(member);
    },
  );
};

const registerOrganisationRoutes = (base: FastifyInstance, { siteChanged }: Parts): void => {
  const { config, db } = base.platform;
  const app = base.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/v1/members',
    {
      schema: {
        summary: 'Everybody in the organisation',
        tags: ['organisation'],
        querystring: Page,
        response: { 200: MemberList },
      },
    },
    async (request) => {
      const { after, limit = mostPerPage } = request.query;
      const { organisationId } = asMember(request.caller);
      const rows = await db.withOrganisation(organisationId, (tx) => membersAfter(tx, after ?? null, limit + 1));
      return pageOf(rows.map(toMember), limit);
    },
  );

  app.get(
    '/v1/sites',
    {
      schema: {
        summary: 'The organisation’s sites, each with its script tag',
        tags: ['organisation'],
        querystring: Page,
        response: { 200: SiteList },
      },
    },
    async (request) => {
      const { after, limit = mostPerPage } = request.query;
      const { organisationId } = asMember(request.caller);
      const rows = await db.withOrganisation(organisationId, (tx) => sitesAfter(tx, after ?? null, limit + 1));
      return pageOf(
        rows.map((row) => toSite(row, config.publicUrl)),
        limit,
      );
    },
  );

  const site = resource('site/not-found', (request, id) =>
    db.withOrganisation(asMember(request.caller).organisationId, async (tx) => (await siteById(tx, id)) ?? null),
  );

  app.patch(
    '/v1/sites/:id',
    {
      schema: {
        summary: 'Change a site: its name, where it may be used, its policy, or switch it off',
        tags: ['organisation'],
        body: ChangeSite,
        response: { 200: Site },
      },
      onRequest: site.load,
    },
    async (request) => {
      const { id, organisationId } = site.of(request);
      const changed = await db.withOrganisation(organisationId, async (tx) => {
        const locked = await lockSite(tx, id);
        if (locked === undefined) throw problem('site/not-found', 'The site was removed.');
        await updateSite(tx, id, checkChange(locked, request.body));
        return (await siteById(tx, id))!;
      });
      siteChanged(id);
      return toSite(changed, config.publicUrl);
    },
  );
};

/** One row more than asked for tells that there is a next page. */
const pageOf = <T extends { id: string }>(rows: readonly T[], limit: number) => {
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? items.at(-1)!.id : null };
};
