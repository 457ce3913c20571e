import type { OfferAnswer } from '@harmony-live/protocol';
import type { FastifyInstance } from 'fastify';
import { hasConsent } from '../identity/index.ts';
import { createGrouping } from './grouping/grouping.ts';
import { movePerson, upsertKnown } from './grouping/store.ts';
import { moveOffers, noteAsk } from './offers/store.ts';
import { moveSignals } from './store.ts';
import { moveStruggles } from './struggles/store.ts';

declare module '../platform/outbox/index.ts' {
  interface EventMap {
    /** Signals of people who agreed were stored; `count` of each are new. */
    'signals.received': { siteId: string; visits: { visitId: string; visitorId: string; count: number }[] };
    /** Struggles that have passed their site's threshold, each once. */
    'struggle.detected': { siteId: string; struggles: { struggleId: string; visitId: string; visitorId: string }[] };
    /** What people said to offers; again when it changes (`mayFollow`). */
    'offer.answered': {
      siteId: string;
      offers: { offerId: string; visitId: string; visitorId: string; answer: OfferAnswer }[];
    };
  }
}

/** What detection hears: signals to group; two visitors were one; an article answers a problem; somebody asked for help. */
export const registerEvents = (app: FastifyInstance): void => {
  const { outbox } = app.platform;
  const group = createGrouping(app.platform);

  outbox.on('signals.received', 'detection.group', (tx, { organisationId, payload: { siteId } }) =>
    group(tx, { organisationId, siteId }),
  );

  outbox.on('visitor.merged', 'detection.move', async (tx, { payload: { visitorId, mergedId } }) => {
    await moveSignals(tx, mergedId, visitorId);
    await moveStruggles(tx, mergedId, visitorId);
    await moveOffers(tx, mergedId, visitorId);
    await movePerson(tx, mergedId, visitorId);
  });

  outbox.on('article.published', 'detection.known', (tx, { organisationId, payload }) =>
    upsertKnown(tx, organisationId, payload),
  );

  // Asking for help grants nothing else: what offers lead to is measured with those who agreed.
  outbox.on('help-request.created', 'detection.asked', async (tx, { organisationId, at, payload }) => {
    const { visitorId, visitId } = payload;
    if (await hasConsent(tx, visitorId, 'detect')) await noteAsk(tx, { organisationId, visitorId, visitId, at });
  });
};
