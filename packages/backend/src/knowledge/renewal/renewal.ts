import type { FastifyInstance } from 'fastify';
import { startRenewal } from '../../platform/embeddings/index.ts';
import { textToCompare } from '../articles.ts';
import { renewArticles, staleArticles } from './store.ts';

/** Keeps articles comparable with questions, whichever model is set. */
export const startArticleRenewal = (app: FastifyInstance): void =>
  startRenewal(app, {
    name: 'articles',
    stale: async (tx, model, most) =>
      (await staleArticles(tx, model, most)).map(({ id, organisationId, version, language, title, body }) => ({
        ...{ id, organisationId, text: textToCompare({ title, body }), languages: [language], mark: String(version) },
      })),
    renew: renewArticles,
  });
