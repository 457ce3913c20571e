import { scrub } from '@harmony-live/protocol/scrub';
import type { FastifyInstance } from 'fastify';
import { whoRefuses } from '../../identity/index.ts';
import { findRequest, wordsOf } from '../../requests/index.ts';
import { addEvidence, unlearn } from './evidence.ts';
import * as store from './store.ts';

/** From this rating on the person was helped; below the middle they were not. */
const acceptedRating = 4;
const middleRating = 3;

/** The handlers of one story have one name, so that they hear of it in the order in which it happened. */
const story = 'experts.evidence';

/** What turns into evidence: a problem was solved, was rated, or turned out not to be solved. */
export const registerEvidence = (app: FastifyInstance): void => {
  const { platform } = app;
  const { outbox } = platform;

  outbox.on('conversation.resolved', story, async (tx, { payload }) => {
    const { conversationId, requestId, memberIds, how, at } = payload;
    const request = await findRequest(tx, requestId);
    // Erased or past its time meanwhile: nothing is left to learn from.
    if (request === undefined || request.contentHash.length === 0) return;
    if ((await whoRefuses(tx, [request.visitorId], 'learn')).has(request.visitorId)) return;
    const item = {
      ...{ text: scrub(wordsOf(request)), solvedAt: Date.parse(at), isAccepted: how === 'confirmed' },
      domains: request.domains,
      ...{ conversationId, visitorId: request.visitorId },
    };
    for (const { id } of await store.expertsOfMembers(tx, memberIds)) {
      await addEvidence(platform, tx, id, [item]);
    }
  });

  outbox.on('rating.given', story, (tx, { payload: { conversationId, rating } }) =>
    store.rateEvidence(tx, conversationId, { isAccepted: rating >= acceptedRating, votes: rating - middleRating }),
  );

  outbox.on('conversation.reopened', story, async (tx, { payload }) =>
    unlearn(platform, tx, await store.deleteEvidenceOfConversation(tx, payload.conversationId)),
  );

  outbox.on('visitor.merged', story, (tx, { payload: { visitorId, mergedId } }) =>
    store.moveEvidence(tx, mergedId, visitorId),
  );
};
