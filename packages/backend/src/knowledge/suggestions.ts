import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { SuggestedArticles, SuggestQuery } from '@harmony-live/protocol';
import type { FastifyInstance } from 'fastify';
import { asMember } from '../platform/http/access.ts';
import { gistOf } from './markdown.ts';
import type { Search } from './search/search.ts';
import { articlesByIds } from './store.ts';

const fewFound = 4;

/** The search for whoever answers: what visitors may read as well, with what can be put into an answer. */
export const registerSuggestions = (base: FastifyInstance, search: Search): void => {
  const { db } = base.platform;

  base.withTypeProvider<TypeBoxTypeProvider>().get(
    '/v1/articles/suggestions',
    {
      schema: {
        summary: 'Published articles for an answer, best first, with their gist; the question is never logged',
        tags: ['knowledge'],
        querystring: SuggestQuery,
        response: { 200: SuggestedArticles },
      },
    },
    async (request, reply) => {
      const { organisationId } = asMember(request.caller);
      const { q, limit = fewFound } = request.query;
      reply.header('cache-control', 'no-store');
      // U+0000 is no character that the database knows.
      const found = await search(organisationId, q.replaceAll('\0', ' ').toWellFormed(), limit);
      const ids = found.map(({ id }) => id);
      const rows = await db.withOrganisation(organisationId, (tx) => articlesByIds(tx, ids));
      const byId = new Map(rows.map((row) => [row.id, row]));
      const items = found.flatMap(({ id, title, score }) => {
        const row = byId.get(id);
        if (row === undefined) return [];
        const { solved, helped, notHelped } = row;
        return [{ id, title, score, gist: gistOf(row.body), evidence: { solved, helped, notHelped } }];
      });
      return { items };
    },
  );
};
