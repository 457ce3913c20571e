import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { EmailOfRequest, LinkedThread, TellByEmail, ThreadLink } from '@harmony-live/protocol';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { asVisitor } from '../../platform/http/access.ts';
import { resource } from '../../platform/http/resource.ts';
import { findRequest } from '../../requests/index.ts';
import { lookUp, stopByLink, verifyByLink } from './links.ts';
import { lockThreadOf } from './store.ts';
import { stopLetters, tellByEmail } from './threads.ts';

const tags = ['e-mail'];

/** HTTP: where an answer goes, said by whoever asked; and what a letter's link leads to. */
export const registerEmailRoutes = (base: FastifyInstance): void => {
  const { platform } = base;
  const { db } = platform;
  const app = base.withTypeProvider<TypeBoxTypeProvider>();

  const own = resource('help-request/not-found', async (request, id) => {
    const { organisationId, visitorId } = asVisitor(request.caller);
    return (await db.withOrganisation(organisationId, (tx) => findRequest(tx, id, visitorId))) ?? null;
  });

  app.post(
    '/v1/help-requests/:id/email',
    {
      schema: {
        summary:
          'Have the answer go to an e-mail address; without one, to that which the host vouches for. Another address gets a ' +
          'letter with a link first, and takes the place of the one before',
        tags,
        body: TellByEmail,
        response: { 200: EmailOfRequest },
      },
      onRequest: own.load,
    },
    (request) => tellByEmail(platform, own.of(request), request.body.email),
  );

  app.delete(
    '/v1/help-requests/:id/email',
    {
      schema: { summary: 'Have no more letters go out about this request', tags, response: { 204: Type.Null() } },
      onRequest: own.load,
    },
    async (request, reply) => {
      const { id, organisationId } = own.of(request);
      await db.withOrganisation(organisationId, async (tx) => {
        const thread = await lockThreadOf(tx, id);
        if (thread !== undefined) await stopLetters(platform, tx, thread, 'person');
      });
      return reply.code(204).send(null);
    },
  );

  const linkSchema = { tags, body: ThreadLink, response: { 200: LinkedThread } };

  app.post(
    '/v1/thread-links',
    { schema: { summary: 'What the link of a letter leads to; changes nothing', ...linkSchema } },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      return lookUp(platform, request.body.token);
    },
  );

  app.post(
    '/v1/thread-links/verify',
    { schema: { summary: 'Whoever has the link says that the address is theirs', ...linkSchema } },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      return verifyByLink(platform, request.body.token);
    },
  );

  app.post(
    '/v1/thread-links/stop',
    { schema: { summary: 'Whoever has the link wants no more letters about this', ...linkSchema } },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      return stopByLink(platform, request.body.token);
    },
  );
};
