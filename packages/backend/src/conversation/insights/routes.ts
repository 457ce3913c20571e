import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { HelpInsights, HelpQuery, RankingInsights, StrugglesQuery } from '@harmony-live/protocol';
import type { FastifyInstance } from 'fastify';
import { asMember } from '../../platform/http/access.ts';
import { helpInsights } from './help.ts';
import { rankingInsights } from './ranking.ts';

const usual = { days: 30, zone: 'UTC' };

/** HTTP of what became of those who asked for help, and of what choosing who helps them brings. */
export const registerHelpInsights = (base: FastifyInstance): void => {
  const app = base.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/v1/insights/help',
    {
      schema: {
        summary:
          'What became of requests for help: time to a person, first answer, resolution, ratings; by day and by hour, against the stretch before',
        tags: ['insights'],
        querystring: HelpQuery,
        response: { 200: HelpInsights },
      },
    },
    (request) => {
      const { site: siteId, days = usual.days, zone = usual.zone } = request.query;
      return helpInsights(base.platform, asMember(request.caller).organisationId, { siteId, days, zone });
    },
  );

  app.get(
    '/v1/insights/ranking',
    {
      schema: {
        summary:
          'What the ranking brings: requests sent by their score beside those sent to whoever was idle longest; of one site, or all',
        tags: ['insights'],
        querystring: StrugglesQuery,
        response: { 200: RankingInsights },
      },
    },
    (request) => {
      const { site: siteId, days = usual.days } = request.query;
      return rankingInsights(base.platform, asMember(request.caller).organisationId, { siteId, days });
    },
  );
};
