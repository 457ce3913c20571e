import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { ArticleGaps } from '@harmony-live/protocol';
import type { FastifyInstance } from 'fastify';
import type { Tx } from '../../platform/database/index.ts';
import { asMember } from '../../platform/http/access.ts';
import type { Platform } from '../../platform/platform.ts';
import { requestsSince, type HelpRequestRow } from '../../requests/index.ts';
import { whoRefusesKnowledge } from '../refusing.ts';
import { gapsIn, type Asked } from './gaps.ts';
import { nearestPublished, writtenDown } from './store.ts';

/** What was asked longer ago may be answered by now, or be gone with its page. */
const lookBackMs = 30 * 24 * 60 * 60_000;
/** The newest of more; each is compared with every article and every group. */
const mostRequests = 300;
const mostGaps = 50;

/** HTTP of what is missing. What people search for is never kept; what they ask other people for is. */
export const registerGapRoutes = (base: FastifyInstance): void => {
  const { clock, db } = base.platform;

  base.withTypeProvider<TypeBoxTypeProvider>().get(
    '/v1/articles/gaps',
    {
      schema: {
        summary: 'What people asked for in the last 30 days that no article answers, what most asked for first',
        tags: ['knowledge'],
        response: { 200: ArticleGaps },
      },
    },
    (request) => {
      const { organisationId } = asMember(request.caller);
      const since = clock.now() - lookBackMs;
      return db.withOrganisation(organisationId, async (tx) => {
        const requests = await requestsSince(tx, since, mostRequests);
        const gaps = gapsIn(await unanswered(base.platform, tx, organisationId, requests), mostGaps);
        return {
          items: gaps.map(({ latest, people }) => ({
            requestId: latest.id,
            text: latest.text,
            people,
            lastAt: new Date(latest.at).toISOString(),
            conversationId: latest.conversationId,
          })),
          since: new Date(since).toISOString(),
        };
      });
    },
  );
};

/** With vectors, and without those that an article was taken from, or whose person wants none to be. */
const unanswered = async (
  { embeddings }: Pick<Platform, 'embeddings'>,
  tx: Tx,
  organisationId: string,
  requests: readonly HelpRequestRow[],
): Promise<Asked[]> => {
  const done = await writtenDown(
    tx,
    requests.flatMap(({ conversationId }) => conversationId ?? []),
  );
  const refusing = await whoRefusesKnowledge(tx, [...new Set(requests.map(({ visitorId }) => visitorId))]);
  const open = requests.filter(
    ({ conversationId, visitorId }) =>
      !refusing.has(visitorId) && (conversationId === null || !done.has(conversationId)),
  );
  const vectors = await embeddings.embed(
    tx,
    organisationId,
    'document',
    open.map(({ text }) => text),
    [...new Set(open.map(({ language }) => language))],
  );
  const nearest = await nearestPublished(tx, vectors, embeddings.model);
  return open.map(({ id, visitorId, text, createdAt: at, conversationId }, index) => ({
    ...{ id, visitorId, text, at, conversationId },
    vector: vectors[index]!,
    nearest: nearest[index]!,
  }));
};
