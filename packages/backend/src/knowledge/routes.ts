import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import {
  Article,
  ArticleList,
  ArticleState,
  ChangeArticle,
  CreateArticle,
  DecideArticle,
} from '@harmony-live/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type from 'typebox';
import type { Tx } from '../platform/database/index.ts';
import { asMember } from '../platform/http/access.ts';
import { resource } from '../platform/http/resource.ts';
import { tidy } from './article.ts';
import { changeArticle, createArticle, decideArticle, existingArticle, textToCompare } from './articles.ts';
import { findArticle, listArticles } from './store.ts';
import { toArticles } from './views.ts';

const tags = ['knowledge'];
const mostPerPage = 50;
const Page = Type.Object({
  state: Type.Optional(ArticleState),
  after: Type.Optional(Type.String({ format: 'uuid' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
});

/** HTTP of those who write articles. */
export const registerRoutes = (base: FastifyInstance): void => {
  const { platform } = base;
  const { db } = platform;
  const app = base.withTypeProvider<TypeBoxTypeProvider>();
  const article = resource('article/not-found', (request, id) =>
    db.withOrganisation(asMember(request.caller).organisationId, async (tx) => (await findArticle(tx, id)) ?? null),
  );
  const shown = async (tx: Tx, id: string): Promise<Article> =>
    (await toArticles(tx, [await existingArticle(tx, id)]))[0]!;
  const decide = (request: FastifyRequest, decision: 'publish' | 'reject', body: DecideArticle): Promise<Article> => {
    const caller = asMember(request.caller);
    const { id } = article.of(request);
    return db.withOrganisation(caller.organisationId, async (tx) => {
      await decideArticle(platform, tx, caller, id, { decision, ...body });
      return shown(tx, id);
    });
  };

  app.get(
    '/v1/articles',
    {
      schema: {
        summary: 'Articles, the newest first; one state, or all',
        tags,
        querystring: Page,
        response: { 200: ArticleList },
      },
    },
    (request) => {
      const { state, after, limit = mostPerPage } = request.query;
      return db.withOrganisation(asMember(request.caller).organisationId, async (tx) => {
        const rows = await listArticles(tx, { state, after, limit: limit + 1 });
        const page = rows.slice(0, limit);
        return { items: await toArticles(tx, page), next: rows.length > limit ? page.at(-1)!.id : null };
      });
    },
  );

  app.post(
    '/v1/articles',
    { schema: { summary: 'Write a draft by hand', tags, body: CreateArticle, response: { 201: Article } } },
    async (request, reply) => {
      const caller = asMember(request.caller);
      await platform.embeddings.prepare('document', [textToCompare(tidy(request.body))]);
      const made = await db.withOrganisation(caller.organisationId, async (tx) =>
        shown(tx, await createArticle(platform, tx, caller, request.body)),
      );
      return reply.code(201).send(made);
    },
  );

  app.get(
    '/v1/articles/:id',
    { schema: { summary: 'One article', tags, response: { 200: Article } }, onRequest: article.load },
    (request) => {
      const { id } = article.of(request);
      return db.withOrganisation(asMember(request.caller).organisationId, (tx) => shown(tx, id));
    },
  );

  app.put(
    '/v1/articles/:id',
    {
      schema: {
        summary: 'Change title and body; `version` is the one you read',
        tags,
        body: ChangeArticle,
        response: { 200: Article },
      },
      onRequest: article.load,
    },
    async (request) => {
      const caller = asMember(request.caller);
      const { id } = article.of(request);
      await platform.embeddings.prepare('document', [textToCompare(tidy(request.body))]);
      return db.withOrganisation(caller.organisationId, async (tx) => {
        await changeArticle(platform, tx, caller, id, request.body);
        return shown(tx, id);
      });
    },
  );

  app.post(
    '/v1/articles/:id/publish',
    {
      schema: {
        summary: 'Let visitors find it: those who lead, and experts where they contributed',
        tags,
        body: DecideArticle,
        response: { 200: Article },
      },
      onRequest: article.load,
    },
    (request) => decide(request, 'publish', request.body),
  );

  app.post(
    '/v1/articles/:id/reject',
    {
      schema: {
        summary: 'Lay a draft aside; it is remembered, so that it is not made again',
        tags,
        body: DecideArticle,
        response: { 200: Article },
      },
      onRequest: article.load,
    },
    (request) => decide(request, 'reject', request.body),
  );
};
