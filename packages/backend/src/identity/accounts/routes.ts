import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { CreateWorkspace, EmailVerified, Login, SignedIn, VerifyEmail, problem } from '@harmony-live/protocol';
import type { FastifyInstance, FastifyReply } from 'fastify';
import Type from 'typebox';
import { asMember } from '../../platform/http/access.ts';
import { memberById } from '../store.ts';
import { verifyEmail } from './letters.ts';
import { cookieOptions, endSession, sessionCookie, toSignedIn } from './sessions.ts';
import { createWorkspace, signIn, type Entry } from './workspace.ts';

/** Coming in, going out, and who one is. */
export const registerAccountRoutes = (base: FastifyInstance): void => {
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
