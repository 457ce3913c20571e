import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { ChangeSite, Site, SiteList, problem } from '@harmony-live/protocol';
import type { FastifyInstance } from 'fastify';
import { asMember } from '../../platform/http/access.ts';
import { resource } from '../../platform/http/resource.ts';
import { mostPerPage, Page, pageOf } from '../pages.ts';
import { lockSite, siteById, sitesAfter, updateSite } from '../store.ts';
import { checkChange, toSite } from './sites.ts';

/**
 * The organisation's sites.
 *
 * @param siteChanged tells every node that a site was changed
 */
export const registerSiteRoutes = (
  base: FastifyInstance,
  { siteChanged }: { siteChanged: (siteId: string) => void },
): void => {
  const { config, db } = base.platform;
  const app = base.withTypeProvider<TypeBoxTypeProvider>();

  app.get(
    '/v1/sites',
    {
      schema: {
        summary: 'The organisation’s sites, each with its script tag',
        tags: ['organisation'],
        querystring: Page,
        response: { 200: SiteList },
      },
    },
    async (request) => {
      const { after, limit = mostPerPage } = request.query;
      const { organisationId } = asMember(request.caller);
      const rows = await db.withOrganisation(organisationId, (tx) => sitesAfter(tx, after ?? null, limit + 1));
      return pageOf(
        rows.map((row) => toSite(row, config.publicUrl)),
        limit,
      );
    },
  );

  const site = resource('site/not-found', (request, id) =>
    db.withOrganisation(asMember(request.caller).organisationId, async (tx) => (await siteById(tx, id)) ?? null),
  );

  app.patch(
    '/v1/sites/:id',
    {
      schema: {
        summary: 'Change a site: its name, where it may be used, its policy, or switch it off',
        tags: ['organisation'],
        body: ChangeSite,
        response: { 200: Site },
      },
      onRequest: site.load,
    },
    async (request) => {
      const { id, organisationId } = site.of(request);
      const changed = await db.withOrganisation(organisationId, async (tx) => {
        const locked = await lockSite(tx, id);
        if (locked === undefined) throw problem('site/not-found', 'The site was removed.');
        await updateSite(tx, id, checkChange(locked, request.body));
        return (await siteById(tx, id))!;
      });
      siteChanged(id);
      return toSite(changed, config.publicUrl);
    },
  );
};
