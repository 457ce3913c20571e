import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { ChangeMe, ChangePassword, MembershipList, SignedIn, SwitchMembership } from '@harmony-live/protocol';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { asMember } from '../../platform/http/access.ts';
import { chooseAnother, memberships, rename, switchTo } from './own.ts';
import { endSession, enter, sessionCookie, toSignedIn } from './sessions.ts';

const tags = ['accounts'];

/** What people change about their own account. */
export const registerOwnAccountRoutes = (base: FastifyInstance): void => {
  const { platform } = base;
  const app = base.withTypeProvider<TypeBoxTypeProvider>();

  app.patch(
    '/v1/me',
    { schema: { summary: 'Change your own name here', tags, body: ChangeMe, response: { 200: SignedIn } } },
    async (request) => toSignedIn(await rename(platform, asMember(request.caller), request.body.name)),
  );

  app.post(
    '/v1/me/password',
    {
      schema: {
        summary: 'Choose another password; your other sessions end',
        tags,
        body: ChangePassword,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await chooseAnother(platform, asMember(request.caller), request.cookies[sessionCookie]!, request.body);
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/v1/me/memberships',
    { schema: { summary: 'The organisations you belong to', tags, response: { 200: MembershipList } } },
    async (request) => ({ items: await memberships(platform, asMember(request.caller)) }),
  );

  app.post(
    '/v1/me/membership',
    {
      schema: {
        summary: 'Go on in another organisation of yours',
        tags,
        body: SwitchMembership,
        response: { 200: SignedIn },
      },
    },
    async (request, reply) => {
      const entry = await switchTo(platform, asMember(request.caller), request.body.memberId);
      await endSession(platform, request.cookies[sessionCookie]!);
      request.extendedSession = null;
      return enter(platform.config.publicUrl, reply, entry);
    },
  );
};
