import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { ChangeSiteRouting, problem, SiteReplay, SiteRouting, TryRouting } from '@harmony-live/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { siteOf } from '../../identity/index.ts';
import { callerKey } from '../../platform/caller.ts';
import { asMember } from '../../platform/http/access.ts';
import { resource } from '../../platform/http/resource.ts';
import { replaySite } from '../replay/site.ts';
import { changeRouting, describeRouting } from './settings.ts';

/** Replays a minute of one member: one reads thousands of decisions. A person who turns a weight and looks stays below. */
const replaysPerMinute = 10;

/** HTTP of how requests of a site are ranked. */
export const registerRoutingRoutes = (base: FastifyInstance): void => {
  const { platform } = base;
  const { config, db } = platform;
  const app = base.withTypeProvider<TypeBoxTypeProvider>();
  const site = resource('site/not-found', (request, id) =>
    db.withOrganisation(asMember(request.caller).organisationId, (tx) => siteOf(tx, id)),
  );

  app.get(
    '/v1/sites/:id/routing',
    {
      schema: {
        summary:
          'How requests of a site are ranked: what each term counts, and the share that goes to the longest idle',
        tags: ['experts'],
        response: { 200: SiteRouting },
      },
      onRequest: site.load,
    },
    (request) =>
      db.withOrganisation(asMember(request.caller).organisationId, (tx) => describeRouting(tx, site.of(request).id)),
  );

  app.patch(
    '/v1/sites/:id/routing',
    {
      schema: {
        summary:
          'Set how requests of a site are ranked, from the next one on; a weight of null goes back to the default',
        tags: ['experts'],
        body: ChangeSiteRouting,
        response: { 200: SiteRouting },
      },
      onRequest: site.load,
    },
    (request) => {
      const caller = asMember(request.caller);
      const { id } = site.of(request);
      return db.withOrganisation(caller.organisationId, async (tx) => {
        await changeRouting(platform, tx, caller, id, request.body);
        return describeRouting(tx, id);
      });
    },
  );

  const count = base.createRateLimit({
    max: replaysPerMinute * config.rateFactor,
    timeWindow: 60_000,
    keyGenerator: (request) => `replay:${callerKey(request.caller)}`,
  });
  const refuseTooMany = async (request: FastifyRequest): Promise<void> => {
    const result = await count(request);
    if (result.isAllowed || !result.isExceeded) return;
    throw problem('rate/limited', `Wait ${result.ttlInSeconds} s before the next replay.`, {
      retryAfterMs: result.ttl,
    });
  };

  app.post(
    '/v1/sites/:id/routing/replay',
    {
      schema: {
        summary: 'Look at a site’s past decisions with other weights; nobody is asked, nothing is saved',
        description:
          'The newest 5,000 rankings at most. What another one would have made of a request is not known; known is what came of asking who was asked.',
        tags: ['experts'],
        body: TryRouting,
        response: { 200: SiteReplay },
      },
      onRequest: [site.load, refuseTooMany],
    },
    (request) => replaySite(db, asMember(request.caller).organisationId, site.of(request).id, request.body.weights),
  );
};
