import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { ArticleVersionList } from '@harmony-live/protocol';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { memberNames } from '../../identity/index.ts';
import { toIso } from '../../platform/database/index.ts';
import { asMember } from '../../platform/http/access.ts';
import { resource } from '../../platform/http/resource.ts';
import { findArticle } from '../store.ts';
import { versionsOf } from './store.ts';

const Page = Type.Object({
  /** Only versions before this one. */
  after: Type.Optional(Type.Integer({ minimum: 1 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
});
const mostPerPage = 20;

/** HTTP of every text that an article ever had. */
export const registerVersionRoutes = (base: FastifyInstance): void => {
  const { db } = base.platform;
  const article = resource('article/not-found', (request, id) =>
    db.withOrganisation(asMember(request.caller).organisationId, async (tx) => (await findArticle(tx, id)) ?? null),
  );
  base.withTypeProvider<TypeBoxTypeProvider>().get(
    '/v1/articles/:id/versions',
    {
      schema: {
        summary: 'Every text that an article had, the newest first, with who wrote it',
        tags: ['knowledge'],
        querystring: Page,
        response: { 200: ArticleVersionList },
      },
      onRequest: article.load,
    },
    (request) => {
      const { after: before, limit = mostPerPage } = request.query;
      return db.withOrganisation(asMember(request.caller).organisationId, async (tx) => {
        const rows = await versionsOf(tx, article.of(request).id, { before, limit: limit + 1 });
        const page = rows.slice(0, limit);
        const ids = page.flatMap(({ memberId }) => (memberId === null ? [] : [memberId]));
        const names = await memberNames(tx, [...new Set(ids)]);
        return {
          items: page.map(({ memberId, at, ...text }) => ({
            ...text,
            by: memberId === null ? null : { memberId, name: names.get(memberId) ?? '' },
            at: toIso(at),
          })),
          next: rows.length > limit ? page.at(-1)!.version : null,
        };
      });
    },
  );
};
