import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { SiteTuning, TuningQuery } from '@harmony-live/protocol';
import type { FastifyInstance } from 'fastify';
import { siteOf } from '../../identity/index.ts';
import { asMember } from '../../platform/http/access.ts';
import { resource } from '../../platform/http/resource.ts';
import { tuningOf } from './tuning.ts';

/** HTTP of what an owner goes by who sets when help is offered. */
export const registerTuningRoutes = (base: FastifyInstance): void => {
  const { platform } = base;
  const site = resource('site/not-found', (request, id) =>
    platform.db.withOrganisation(asMember(request.caller).organisationId, (tx) => siteOf(tx, id)),
  );

  base.withTypeProvider<TypeBoxTypeProvider>().get(
    '/v1/sites/:id/tuning',
    {
      schema: {
        summary:
          'What each threshold would have brought in the last days, how offers were answered, and what they change',
        tags: ['insights'],
        querystring: TuningQuery,
        response: { 200: SiteTuning },
      },
      onRequest: site.load,
    },
    (request) =>
      tuningOf(platform, asMember(request.caller).organisationId, site.of(request), request.query.days ?? usualDays),
  );
};

const usualDays = 7;
