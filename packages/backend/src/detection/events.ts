import type { FastifyInstance } from 'fastify';
import { createGrouping } from './grouping/grouping.ts';
import { movePerson, upsertKnown } from './grouping/store.ts';
import * as store from './store.ts';

declare module '../platform/outbox/index.ts' {
  interface EventMap {
    /** Signals of people who agreed were stored; `count` of each are new. */
    'signals.received': { siteId: string; visits: { visitId: string; visitorId: string; count: number }[] };
  }
}

/** What detection hears: signals to group; two visitors were one; an article answers a problem. */
export const registerEvents = (app: FastifyInstance): void => {
  const { outbox } = app.platform;
  const group = createGrouping(app.platform);

  outbox.on('signals.received', 'detection.group', (tx, { organisationId, payload: { siteId } }) =>
    group(tx, { organisationId, siteId }),
  );

  outbox.on('visitor.merged', 'detection.move', async (tx, { payload: { visitorId, mergedId } }) => {
    await store.moveSignals(tx, mergedId, visitorId);
    await movePerson(tx, mergedId, visitorId);
  });

  outbox.on('article.published', 'detection.known', (tx, { organisationId, payload }) =>
    upsertKnown(tx, organisationId, payload),
  );
};
