import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { BlockList, problem } from '@harmony-live/protocol';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { visitorCard } from '../../identity/index.ts';
import { asMember } from '../../platform/http/access.ts';
import { pathId } from '../../platform/http/resource.ts';
import { blocksByMember, deleteBlockOf } from './store.ts';

const tags = ['experts'];

const Page = Type.Object({
  after: Type.Optional(Type.String({ format: 'uuid' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
});

/** HTTP of a member's own list of people whose requests do not come to them. Who blocked the member is told nowhere. */
export const registerBlockRoutes = (base: FastifyInstance): void => {
  const { db } = base.platform;
  const app = base.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/v1/experts/me/blocks',
    {
      schema: {
        summary: 'People whose requests you do not take, newest first; only what you said yourself',
        tags,
        querystring: Page,
        response: { 200: BlockList },
      },
    },
    (request) => {
      const { organisationId, memberId } = asMember(request.caller);
      const { after, limit = 50 } = request.query;
      return db.withOrganisation(organisationId, async (tx) => {
        const rows = await blocksByMember(tx, memberId, after, limit + 1);
        const items = [];
        for (const { id, visitorId, saidAt, conversationId } of rows.slice(0, limit)) {
          const { name = null } = await visitorCard(tx, visitorId);
          items.push({ id, name, at: saidAt.toISOString(), conversationId });
        }
        return { items, next: rows.length > limit ? rows[limit - 1]!.id : null };
      });
    },
  );

  app.delete(
    '/v1/experts/me/blocks/:id',
    {
      schema: { summary: 'Take their requests again', tags, response: { 204: Type.Null() } },
    },
    async (request, reply) => {
      const { organisationId, memberId } = asMember(request.caller);
      const id = pathId(request, 'block/not-found');
      const isGone = await db.withOrganisation(organisationId, (tx) => deleteBlockOf(tx, memberId, id));
      if (!isGone) throw problem('block/not-found', 'It does not exist, or it is taken back already.');
      return reply.code(204).send(null);
    },
  );
};
