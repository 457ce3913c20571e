import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { MemberList } from '@harmony-live/protocol';
import type { FastifyInstance } from 'fastify';
import { asMember } from '../../platform/http/access.ts';
import { mostPerPage, Page, pageOf } from '../pages.ts';
import { membersAfter } from '../store.ts';
import { toMember } from './members.ts';

/** Who belongs to the organisation. */
export const registerMemberRoutes = (base: FastifyInstance): void => {
  const { db } = base.platform;
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
};
