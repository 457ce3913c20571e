import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import {
  AskForReset,
  CreateWorkspace,
  EmailVerified,
  Login,
  ResetPassword,
  SignedIn,
  VerifyEmail,
  problem,
} from '@harmony-live/protocol';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { asMember } from '../../platform/http/access.ts';
import { memberById } from '../store.ts';
import { verifyEmail } from './letters.ts';
import { askForReset, resetPassword } from './reset.ts';
import { cookieOptions, endSession, enter, sessionCookie, toSignedIn } from './sessions.ts';
import { createWorkspace, signIn } from './workspace.ts';

/** Coming in, going out, and who one is. */
export const registerAccountRoutes = (base: FastifyInstance): void => {
  const { platform } = base;
  const { config, db, live } = platform;
  const app = base.withTypeProvider<TypeBoxTypeProvider>();

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
    async (request, reply) =>
      reply.code(201).send(enter(config.publicUrl, reply, await createWorkspace(platform, request.body))),
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
    async (request, reply) => enter(config.publicUrl, reply, await signIn(platform, request.body)),
  );

  app.post(
    '/v1/password-resets',
    {
      schema: {
        summary:
          'Ask for a letter with a link to choose a new password; the answer never tells whether the address is known',
        tags: ['accounts'],
        body: AskForReset,
        response: { 202: Type.Null() },
      },
    },
    async (request, reply) => {
      await askForReset(platform, request.body.email);
      return reply.code(202).send(null);
    },
  );

  app.post(
    '/v1/password-resets/use',
    {
      schema: {
        summary: 'Choose a new password by the token of a letter; every session of the account ends',
        tags: ['accounts'],
        body: ResetPassword,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await resetPassword(platform, request.body);
      return reply.code(204).send(null);
    },
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
