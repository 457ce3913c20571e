import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import {
  ArticleFeedback,
  FeedbackReceived,
  FoundArticles,
  PublishedArticle,
  SearchQuery,
} from '@harmony-live/protocol';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { asSite, asVisitor } from '../platform/http/access.ts';
import { pathId, resource } from '../platform/http/resource.ts';
import { isPublic } from './article.ts';
import { articleNotFound } from './articles.ts';
import { giveFeedback } from './feedback/feedback.ts';
import type { Search } from './search/search.ts';
import { findArticle } from './store.ts';
import { toPublished } from './views.ts';

const tags = ['pages'];
const SiteKey = Type.Object({ site: Type.String({ minLength: 1, maxLength: 80 }) });
const fewFound = 5;

/** HTTP that pages call. What people search for is in no log: lines carry the route's pattern, and nothing is kept. */
export const registerPageRoutes = (base: FastifyInstance, search: Search): void => {
  const { platform } = base;
  const { db } = platform;
  const app = base.withTypeProvider<TypeBoxTypeProvider>();
  const published = resource('article/not-found', (request, id) =>
    db.withOrganisation(asVisitor(request.caller).organisationId, async (tx) => {
      const row = await findArticle(tx, id);
      return row !== undefined && isPublic(row) ? row : null;
    }),
  );

  app.get(
    '/v1/articles/search',
    {
      schema: {
        summary: 'Published articles that answer a question, best first; the question is never logged',
        tags,
        querystring: SearchQuery,
        response: { 200: FoundArticles },
      },
    },
    async (request, reply) => {
      const { organisationId } = asSite(request.caller);
      const { q, limit = fewFound } = request.query;
      reply.header('cache-control', 'no-store');
      // U+0000 is no character that the database knows.
      return { items: await search(organisationId, q.replaceAll('\0', ' ').toWellFormed(), limit) };
    },
  );

  app.get(
    '/v1/articles/:id/published',
    {
      schema: {
        summary: 'A published article as visitors read it',
        tags,
        querystring: SiteKey,
        response: { 200: PublishedArticle },
      },
    },
    (request, reply) => {
      const { organisationId } = asSite(request.caller);
      const id = pathId(request, 'article/not-found');
      reply.header('cache-control', 'no-store');
      return db.withOrganisation(organisationId, async (tx) => {
        const row = await findArticle(tx, id);
        if (row === undefined || !isPublic(row)) throw articleNotFound();
        return toPublished(tx, row);
      });
    },
  );

  app.post(
    '/v1/articles/:id/feedback',
    {
      schema: {
        summary: 'Say whether an article helped; the newest opinion of a visitor holds',
        tags,
        body: ArticleFeedback,
        response: { 200: FeedbackReceived },
      },
      onRequest: published.load,
    },
    (request) => {
      const caller = asVisitor(request.caller);
      const { id } = published.of(request);
      return db.withOrganisation(caller.organisationId, (tx) => giveFeedback(platform, tx, caller, id, request.body));
    },
  );
};
