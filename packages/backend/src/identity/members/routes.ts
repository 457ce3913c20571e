import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { ChangeMember, Member, MemberList, Removal, allows, problem, routeAccess } from '@harmony-live/protocol';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { asMember } from '../../platform/http/access.ts';
import { resource } from '../../platform/http/resource.ts';
import { cookieOptions, sessionCookie } from '../accounts/sessions.ts';
import { mostPerPage, Page, pageOf } from '../pages.ts';
import { memberById, membersAfter } from '../store.ts';
import { toMember } from './members.ts';
import { composeRemoval } from './removal.ts';
import { changeMember, handOver, removeMember } from './standing.ts';

const tags = ['organisation'];

/** Who belongs to the organisation, what they may do, and their going. */
export const registerMemberRoutes = (base: FastifyInstance): void => {
  const { platform } = base;
  const { config, db } = platform;
  const app = base.withTypeProvider<TypeBoxTypeProvider>();
  const member = resource('member/not-found', (request, id) =>
    db.withOrganisation(asMember(request.caller).organisationId, async (tx) => (await memberById(tx, id)) ?? null),
  );

  app.get(
    '/v1/members',
    { schema: { summary: 'Everybody in the organisation', tags, querystring: Page, response: { 200: MemberList } } },
    async (request) => {
      const { after, limit = mostPerPage } = request.query;
      const { organisationId } = asMember(request.caller);
      const rows = await db.withOrganisation(organisationId, (tx) => membersAfter(tx, after ?? null, limit + 1));
      return pageOf(rows.map(toMember), limit);
    },
  );

  app.patch(
    '/v1/members/:id',
    {
      schema: { summary: 'Change what a member may do', tags, body: ChangeMember, response: { 200: Member } },
      onRequest: member.load,
    },
    async (request) =>
      toMember(await changeMember(platform, asMember(request.caller), member.of(request).id, request.body)),
  );

  app.get(
    '/v1/members/:id/removal',
    {
      schema: {
        summary: 'What a member’s going would end; of others for admins, of oneself for everybody',
        tags,
        response: { 200: Removal },
      },
      onRequest: member.load,
    },
    (request) => {
      const { organisationId, memberId, role } = asMember(request.caller);
      const { id } = member.of(request);
      if (id !== memberId && !allows(routeAccess['DELETE /v1/members/:id'], role)) {
        throw problem('role/insufficient', 'Only admins look at what somebody else’s going would end.');
      }
      return db.withOrganisation(organisationId, (tx) => composeRemoval(platform, tx, id));
    },
  );

  app.delete(
    '/v1/members/:id',
    {
      schema: { summary: 'Take a member out; their sessions end at once', tags, response: { 204: Type.Null() } },
      onRequest: member.load,
    },
    async (request, reply) => {
      await removeMember(platform, asMember(request.caller), member.of(request).id);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/v1/members/:id/ownership',
    {
      schema: {
        summary: 'Hand the workspace over: they are an owner, and you are an admin from then on',
        tags,
        response: { 200: Member },
      },
      onRequest: member.load,
    },
    async (request) => toMember(await handOver(platform, asMember(request.caller), member.of(request).id)),
  );

  app.post(
    '/v1/leave',
    { schema: { summary: 'Leave the organisation', tags, response: { 204: Type.Null() } } },
    async (request, reply) => {
      const caller = asMember(request.caller);
      await removeMember(platform, caller, caller.memberId);
      request.extendedSession = null;
      return reply.clearCookie(sessionCookie, cookieOptions(config.publicUrl)).code(204).send(null);
    },
  );
};
