import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { StruggleInsights, StrugglesQuery } from '@harmony-live/protocol';
import type { FastifyInstance } from 'fastify';
import { asMember } from '../../platform/http/access.ts';
import { struggleInsights } from './struggles.ts';

const usualDays = 30;

/** HTTP of where people get stuck. */
export const registerStruggleRoutes = (base: FastifyInstance): void => {
  base.withTypeProvider<TypeBoxTypeProvider>().get(
    '/v1/insights/struggles',
    {
      schema: {
        summary:
          'Where people were stuck: by day, and by page and element, with people and minutes; of one site, or all',
        tags: ['insights'],
        querystring: StrugglesQuery,
        response: { 200: StruggleInsights },
      },
    },
    (request) => {
      const { site: siteId, days = usualDays } = request.query;
      return struggleInsights(base.platform, asMember(request.caller).organisationId, { siteId, days });
    },
  );
};
