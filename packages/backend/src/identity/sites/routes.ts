import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { ChangeSite, CreateSite, RotateKey, Site, SiteList, SiteSecret } from '@harmony-live/protocol';
import type { FastifyInstance } from 'fastify';
import { asMember } from '../../platform/http/access.ts';
import { resource } from '../../platform/http/resource.ts';
import { mostPerPage, Page, pageOf } from '../pages.ts';
import { siteById, sitesAfter, type SiteRow } from '../store.ts';
import { changeSiteOf, createSiteOf, rotateKeyOf, rotateSecretOf } from './change.ts';
import { toSite } from './sites.ts';
import { refusalsOf } from './store.ts';

const tags = ['organisation'];

/**
 * The organisation's sites.
 *
 * @param siteChanged tells every node that a site was changed
 */
export const registerSiteRoutes = (
  base: FastifyInstance,
  { siteChanged }: { siteChanged: (siteId: string) => void },
): void => {
  const { clock, config, db } = base.platform;
  const app = base.withTypeProvider<TypeBoxTypeProvider>();
  const { publicUrl } = config;

  /** As they go over the wire, with who was refused. */
  const told = async (organisationId: string, rows: readonly SiteRow[]): Promise<Site[]> => {
    const ids = rows.map(({ id }) => id);
    const refusals = await db.withOrganisation(organisationId, (tx) => refusalsOf(tx, ids));
    return rows.map((row) => toSite(row, { publicUrl, now: clock.now(), refusals }));
  };
  const toldOne = async (row: SiteRow): Promise<Site> => (await told(row.organisationId, [row]))[0]!;

  app.get(
    '/v1/sites',
    {
      schema: {
        summary: 'The organisation’s sites, each with its script tag',
        tags,
        querystring: Page,
        response: { 200: SiteList },
      },
    },
    async (request) => {
      const { after, limit = mostPerPage } = request.query;
      const { organisationId } = asMember(request.caller);
      const rows = await db.withOrganisation(organisationId, (tx) => sitesAfter(tx, after ?? null, limit + 1));
      return pageOf(await told(organisationId, rows), limit);
    },
  );

  app.post(
    '/v1/sites',
    {
      schema: {
        summary: 'Add a site; its secret is told here, once',
        tags,
        body: CreateSite,
        response: { 201: SiteSecret },
      },
    },
    async (request, reply) => {
      const { site, secret } = await createSiteOf(base.platform, asMember(request.caller), request.body);
      return reply
        .code(201)
        .header('cache-control', 'no-store')
        .send({ site: await toldOne(site), secret });
    },
  );

  const site = resource('site/not-found', (request, id) =>
    db.withOrganisation(asMember(request.caller).organisationId, async (tx) => (await siteById(tx, id)) ?? null),
  );

  app.patch(
    '/v1/sites/:id',
    {
      schema: {
        summary: 'Change a site: name, origins, policy, what its widget says and asks, or switch it off',
        tags,
        body: ChangeSite,
        response: { 200: Site },
      },
      onRequest: site.load,
    },
    async (request) => {
      const { id } = site.of(request);
      const changed = await changeSiteOf(base.platform, asMember(request.caller), id, request.body);
      siteChanged(id);
      return toldOne(changed);
    },
  );

  app.post(
    '/v1/sites/:id/key',
    {
      schema: {
        summary: 'Give a site a new public key; the one of now is served for some days more',
        tags,
        body: RotateKey,
        response: { 200: Site },
      },
      onRequest: site.load,
    },
    async (request) => {
      const { id } = site.of(request);
      const changed = await rotateKeyOf(base.platform, asMember(request.caller), id, request.body.keepDays);
      siteChanged(id);
      return toldOne(changed);
    },
  );

  app.post(
    '/v1/sites/:id/secret',
    {
      schema: {
        summary: 'Give a site a new secret, told here, once; the one before counts no longer',
        tags,
        response: { 200: SiteSecret },
      },
      onRequest: site.load,
    },
    async (request, reply) => {
      const { id } = site.of(request);
      const { site: changed, secret } = await rotateSecretOf(base.platform, asMember(request.caller), id);
      siteChanged(id);
      return reply.header('cache-control', 'no-store').send({ site: await toldOne(changed), secret });
    },
  );
};
