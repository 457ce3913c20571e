import type { FastifyInstance } from 'fastify';
import { remember } from './remember.ts';
import { moveFeedback } from './feedback/store.ts';
import { moveSources } from './store.ts';

declare module '../platform/outbox/index.ts' {
  interface EventMap {
    /** An article can be found from now on; said again when a changed text of it is published. */
    'article.published': { articleId: string; fingerprints: string[]; title: string };
    /** It helped somebody: once per visitor and article, at their first **This helped**. */
    'article.helped': {
      articleId: string;
      feedbackId: string;
      siteId: string;
      visitorId: string;
      /** Members whose solution it holds. */
      contributorIds: string[];
      /** The problem they had, where the page knew it. */
      fingerprint: string | null;
      at: string;
    };
  }
}

/** What knowledge hears: something was solved; and two visitors were one. */
export const registerEvents = (app: FastifyInstance): void => {
  const { outbox } = app.platform;

  outbox.on('conversation.resolved', 'knowledge.remember', (tx, { organisationId, payload }) =>
    remember(app.platform, tx, organisationId, payload),
  );

  outbox.on('visitor.merged', 'knowledge.move', async (tx, { payload: { visitorId, mergedId } }) => {
    await moveSources(tx, mergedId, visitorId);
    await moveFeedback(tx, mergedId, visitorId);
  });
};
