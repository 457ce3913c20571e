import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { QueueTaken, RankExperts, Ranking } from '@harmony-live/protocol';
import type { FastifyInstance } from 'fastify';
import { memberCards } from '../identity/index.ts';
import { asMember } from '../platform/http/access.ts';
import { pathId } from '../platform/http/resource.ts';
import { rankProblem, unknownDomains } from './offer.ts';
import { withProblems } from './problems.ts';
import { take } from './take.ts';

/** HTTP of the ranking, and of taking out of the queue. */
export const registerRoutes = (base: FastifyInstance): void => {
  const { clock, db } = base.platform;

  base.withTypeProvider<TypeBoxTypeProvider>().post(
    '/v1/experts/rank',
    {
      schema: {
        summary: 'Try out the ranking: a text in, experts with terms and reasons out; nobody is asked',
        tags: ['experts'],
        body: RankExperts,
        response: { 200: Ranking },
      },
    },
    (request) => {
      const { organisationId } = asMember(request.caller);
      const { text, language = 'en', limit = 10, at, ignoreAvailability = false } = request.body;
      const now = at === undefined ? clock.now() : Date.parse(at);
      return db.withOrganisation(organisationId, async (tx) => {
        const problem = { text, language, domains: unknownDomains, visitorId: null, exclude: [], ignoreAvailability };
        const ranked = (await rankProblem(base.platform, tx, organisationId, problem, now)).slice(0, limit);
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
