import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { ConfigQuery, RecordConsent, SiteConfig, StartVisit, VisitStarted, problem } from '@harmony-live/protocol';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { asSite, asVisitor } from '../../platform/http/access.ts';
import { grantOrigin } from '../../platform/http/cors.ts';
import { foreignOrigin } from '../callers.ts';
import type { Refusals } from '../sites/refusals.ts';
import type { SiteCache } from '../sites/site-cache.ts';
import { composeConfig, configMaxAgeS, isTrialKey, mayServe, noteSeen } from '../sites/sites.ts';
import { erasePerson, exportPerson } from './my-data.ts';
import { recordConsent, startVisit } from './visits.ts';

/** HTTP that pages call: the script tag's and the widget's. */
export const registerVisitorRoutes = (
  base: FastifyInstance,
  { tokenKey, sites, refusals }: { tokenKey: Uint8Array; sites: SiteCache; refusals: Refusals },
): void => {
  const { platform } = base;
  const { config, db } = platform;
  const app = base.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/v1/config',
    {
      schema: {
        summary: 'What a page needs to know about its site; nothing is kept about the person',
        tags: ['pages'],
        querystring: ConfigQuery,
        response: { 200: SiteConfig },
      },
    },
    async (request, reply) => {
      const site = await sites.byKey(request.query.site);
      const { origin } = request.headers;
      if (site === undefined) {
        // Whoever pasted a wrong key must be able to read so.
        grantOrigin(request, reply);
        if (origin !== undefined) await refusals.ofKey(origin);
        throw problem('site/not-found', 'Check the site key: it stands in the console under Settings.');
      }
      if (origin !== undefined && !mayServe(site, origin, config.publicUrl)) {
        await refusals.ofOrigin(site, origin);
        throw foreignOrigin(origin);
      }
      grantOrigin(request, reply);
      reply.header('cache-control', `public, max-age=${configMaxAgeS}`).header('vary', 'Origin');
      // Browsers send no Origin to a page's own server, but they say that it is its own.
      const isFromPage =
        !isTrialKey(request.query.site) &&
        (origin !== undefined || request.headers['sec-fetch-site'] === 'same-origin');
      return db.withOrganisation(site.organisationId, async (tx) => {
        if (isFromPage) await noteSeen(platform, tx, site);
        return composeConfig(platform, tx, site);
      });
    },
  );

  app.post(
    '/v1/visits',
    {
      schema: {
        summary: 'Start or resume a visit; gives a visitor token',
        tags: ['pages'],
        body: StartVisit,
        response: { 200: VisitStarted },
      },
    },
    async (request, reply) => {
      const { siteId } = asSite(request.caller);
      const site = await sites.byId(siteId);
      if (site === undefined) throw problem('site/not-found', 'The site was removed.');
      reply.header('cache-control', 'no-store');
      return startVisit(platform, tokenKey, site, request.body);
    },
  );

  app.post(
    '/v1/consent',
    {
      schema: {
        summary: 'Record what the visitor agrees to or withdraws, each purpose by itself',
        tags: ['pages'],
        body: RecordConsent,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await recordConsent(platform, asVisitor(request.caller), request.body);
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/v1/me/data',
    {
      schema: {
        summary: 'Everything that is kept about the visitor, by module',
        tags: ['pages'],
        response: { 200: Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true }) },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      return exportPerson(platform, asVisitor(request.caller));
    },
  );

  app.delete(
    '/v1/me/data',
    { schema: { summary: 'Erase everything about the visitor', tags: ['pages'], response: { 204: Type.Null() } } },
    async (request, reply) => {
      await erasePerson(platform, asVisitor(request.caller));
      return reply.code(204).send(null);
    },
  );
};
