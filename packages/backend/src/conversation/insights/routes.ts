import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { HelpInsights, HelpQuery } from '@harmony-live/protocol';
import type { FastifyInstance } from 'fastify';
import { asMember } from '../../platform/http/access.ts';
import { helpInsights } from './help.ts';

const usual = { days: 30, zone: 'UTC' };

/** HTTP of what became of those who asked for help. */
export const registerHelpInsights = (base: FastifyInstance): void => {
  base.withTypeProvider<TypeBoxTypeProvider>().get(
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
};
