import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import {
  Invitation,
  InvitationList,
  InvitationShown,
  Invite,
  Join,
  LookAtInvitation,
  SignedIn,
} from '@harmony-live/protocol';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { asMember } from '../../platform/http/access.ts';
import { resource } from '../../platform/http/resource.ts';
import { enter, sessionOf } from '../accounts/sessions.ts';
import { mostPerPage, Page, pageOf } from '../pages.ts';
import { invite, sendAgain, toInvitation, withdraw } from './invitations.ts';
import { join, lookAtInvitation } from './joining.ts';
import { pendingAfter, pendingById } from './store.ts';

const tags = ['organisation'];

/** Asking somebody in, and coming in by the link of the letter. */
export const registerInvitationRoutes = (base: FastifyInstance): void => {
  const { platform } = base;
  const { config, db } = platform;
  const app = base.withTypeProvider<TypeBoxTypeProvider>();
  const invitation = resource('invitation/not-found', (request, id) =>
    db.withOrganisation(asMember(request.caller).organisationId, async (tx) => (await pendingById(tx, id)) ?? null),
  );

  app.get(
    '/v1/invitations',
    { schema: { summary: 'Invitations that wait', tags, querystring: Page, response: { 200: InvitationList } } },
    async (request) => {
      const { after, limit = mostPerPage } = request.query;
      const { organisationId } = asMember(request.caller);
      const rows = await db.withOrganisation(organisationId, (tx) => pendingAfter(tx, after ?? null, limit + 1));
      return pageOf(rows.map(toInvitation), limit);
    },
  );

  app.post(
    '/v1/invitations',
    {
      schema: { summary: 'Invite somebody by letter', tags, body: Invite, response: { 201: Invitation } },
    },
    async (request, reply) => reply.code(201).send(await invite(platform, asMember(request.caller), request.body)),
  );

  app.post(
    '/v1/invitations/:id/send',
    {
      schema: {
        summary: 'Send the letter again; it works for another seven days',
        tags,
        response: { 200: Invitation },
      },
      onRequest: invitation.load,
    },
    (request) => sendAgain(platform, asMember(request.caller), invitation.of(request).id),
  );

  app.delete(
    '/v1/invitations/:id',
    {
      schema: { summary: 'Withdraw an invitation', tags, response: { 204: Type.Null() } },
      onRequest: invitation.load,
    },
    async (request, reply) => {
      await withdraw(platform, asMember(request.caller), invitation.of(request).id);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/v1/join/look',
    {
      schema: {
        summary: 'What the link of a letter invites to',
        tags: ['accounts'],
        body: LookAtInvitation,
        response: { 200: InvitationShown },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      return lookAtInvitation(platform, request.body.token, await sessionOf(platform, request));
    },
  );

  app.post(
    '/v1/join',
    {
      schema: {
        summary: 'Join by the link of a letter, and sign in',
        tags: ['accounts'],
        body: Join,
        response: { 201: SignedIn },
      },
    },
    async (request, reply) => {
      const entry = await join(platform, request.body, await sessionOf(platform, request));
      return reply.code(201).send(enter(config.publicUrl, reply, entry));
    },
  );
};
