import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { OfferInsights, StruggleInsights, StrugglesQuery } from '@harmony-live/protocol';
import type { FastifyInstance } from 'fastify';
import { asMember } from '../../platform/http/access.ts';
import { offerInsights } from './offers.ts';
import { struggleInsights } from './struggles.ts';

const usualDays = 30;

/** HTTP of where people get stuck, and of what offering help to them brings. */
export const registerInsightRoutes = (base: FastifyInstance): void => {
  const app = base.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
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

  app.get(
    '/v1/insights/offers',
    {
      schema: {
        summary: 'How offers were answered, and what they change against offers held back; of one site, or all',
        tags: ['insights'],
        querystring: StrugglesQuery,
        response: { 200: OfferInsights },
      },
    },
    (request) => {
      const { site: siteId, days = usualDays } = request.query;
      return offerInsights(base.platform, asMember(request.caller).organisationId, { siteId, days });
    },
  );
};
