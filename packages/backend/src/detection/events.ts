import type { FastifyInstance } from 'fastify';
import * as store from './store.ts';

declare module '../platform/outbox/index.ts' {
  interface EventMap {
    /** Signals of somebody who agreed were stored; `count` are new. */
    'signals.received': { visitId: string; siteId: string; visitorId: string; count: number };
  }
}

/** What detection hears: two visitors were one. */
export const registerEvents = (app: FastifyInstance): void => {
  app.platform.outbox.on('visitor.merged', 'detection.move', (tx, { payload: { visitorId, mergedId } }) =>
    store.moveSignals(tx, mergedId, visitorId),
  );
};
