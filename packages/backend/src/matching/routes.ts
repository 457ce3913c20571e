import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { QueueTaken, RankExperts, Ranking } from '@harmony-live/protocol';
import type { FastifyInstance } from 'fastify';
import { memberCards, siteOf } from '../identity/index.ts';
import { asMember } from '../platform/http/access.ts';
import { pathId } from '../platform/http/resource.ts';
import { domainsOf } from '../requests/index.ts';
import { rankProblem } from './offer.ts';
import { withProblems } from './problems.ts';
import { registerRoutingRoutes } from './settings/routes.ts';
import { routingSet } from './settings/store.ts';
import { changeWeights } from './settings/weights.ts';
import { take } from './take.ts';
import { defaultWeights } from './weights.ts';

/** HTTP of the ranking and what it goes by, and of taking out of the queue. */
export const registerRoutes = (base: FastifyInstance): void => {
  const { clock, db } = base.platform;
  registerRoutingRoutes(base);

  base.withTypeProvider<TypeBoxTypeProvider>().post(
    '/v1/experts/rank',
    {
      schema: {
        summary: 'Try out the ranking: a text in, experts with terms and reasons out; nobody is asked',
        description:
          'With the weights of `site`, else those of the product; `weights` are tried over them, by term, null for the default.',
        tags: ['experts'],
        body: RankExperts,
        response: { 200: Ranking },
      },
    },
    async (request) => {
      const { organisationId } = asMember(request.caller);
      const { text, language = 'en', media = [], limit = 10, at, ignoreAvailability = false, site } = request.body;
      const now = at === undefined ? clock.now() : Date.parse(at);
      await base.platform.embeddings.prepare('query', [text]);
      return db.withOrganisation(organisationId, async (tx) => {
        const { weights: set } =
          site === undefined ? { weights: {} } : await routingSet(tx, (await siteOf(tx, site)).id);
        const weights = { ...defaultWeights, ...changeWeights(set, request.body.weights) };
        const domains = await domainsOf(base.platform, tx, organisationId, { text, language });
        const problem = { text, language, domains, visitorId: null, media, exclude: [], ignoreAvailability };
        const ranked = (await rankProblem(base.platform, tx, organisationId, problem, now, weights)).slice(0, limit);
        const named = await withProblems(tx, ranked);
        const members = await memberCards(
          tx,
          ranked.map(({ memberId }) => memberId),
        );
        return {
          experts: named.map(({ expertId, memberId, score, terms, reasons }) => ({
            expertId,
            email: members.get(memberId)?.email ?? '',
            name: members.get(memberId)?.name ?? '',
            score,
            terms,
            reasons,
          })),
        };
      });
    },
  );

  base.withTypeProvider<TypeBoxTypeProvider>().post(
    '/v1/queue/:id/take',
    {
      schema: {
        summary: 'Take a waiting request without having been asked; again answers the same',
        tags: ['help requests'],
        response: { 200: QueueTaken },
      },
    },
    (request) => take(base.platform, asMember(request.caller), pathId(request, 'help-request/not-found')),
  );
};
