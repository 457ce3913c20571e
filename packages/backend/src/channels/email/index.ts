import type { FastifyInstance } from 'fastify';
import { contributeRetention } from '../../identity/index.ts';
import { contributeStatus } from '../../requests/index.ts';
import { lookForLetters, watchForAnswers } from './outgoing/due.ts';
import { deliverLetters } from './outgoing/deliver.ts';
import { registerEmailRoutes } from './routes.ts';
import * as store from './store.ts';

const tidyQueue = 'channels.email.tidy';
/** So long letters to an address that nobody verified are counted. */
const countedForMs = 24 * 3_600_000;

/** Help goes on by e-mail: answers go out to whoever left an address, with a link back to the same conversation. */
export const registerEmail = (app: FastifyInstance): void => {
  const { platform } = app;
  const { clock, db, jobs, outbox } = platform;
  registerEmailRoutes(app);
  watchForAnswers(platform);
  deliverLetters(platform);

  contributeStatus(app, async (tx, requestIds) => {
    const threads = await store.threadsOfRequests(tx, requestIds);
    return new Map(
      threads.map(({ requestId, address, verifiedAt }) => [
        requestId,
        { email: { email: address, isVerified: verifiedAt !== null } },
      ]),
    );
  });

  outbox.on('message.added', 'channels.email', async (tx, { organisationId, payload }) => {
    const thread = await store.threadOfConversation(tx, payload.conversationId);
    if (thread === undefined || thread.verifiedAt === null || thread.stoppedAt !== null) return;
    await lookForLetters(platform, tx, { organisationId, threadId: thread.id });
  });

  outbox.on('visitor.merged', 'channels.email.move', (tx, { payload: { visitorId, mergedId } }) =>
    store.moveThreads(tx, mergedId, visitorId),
  );

  contributeRetention(app, {
    ...{ kind: 'conversations', count: async () => ({ kept: 0, next: 0 }), forget: store.deleteThreadsBefore },
  });
  jobs.work(tidyQueue, () =>
    db.asSystem('addresses that nobody verified', (tx) =>
      store.deleteUnverified(tx, new Date(clock.now() - countedForMs)),
    ),
  );
  jobs.schedule(tidyQueue, '41 * * * *');
};
