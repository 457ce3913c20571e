import type { FastifyInstance } from 'fastify';
import { describe, requestFrame } from './status.ts';
import * as store from './store.ts';

/** Keeps visitors' requests alive while their pages are, and tells whoever connects how things stand. */
export const registerFrames = (app: FastifyInstance): void => {
  const { clock, db, live } = app.platform;

  live.onConnected(async (connection) => {
    const { caller } = connection;
    if (caller.kind === 'member') {
      const waiting = await db.withOrganisation(caller.organisationId, (tx) => store.queuePlaces(tx, clock.now()));
      connection.send({ frame: 'queue', waiting: waiting.length });
      return;
    }
    const requests = await db.withOrganisation(caller.organisationId, async (tx) => {
      await store.markVisitorsSeen(tx, [caller.visitorId], clock.now());
      return describe(app.platform, tx, await store.openRequestsOf(tx, caller.visitorId));
    });
    for (const request of requests) connection.send(requestFrame(request));
  });

  live.onHeartbeat(async (connections) => {
    const visitors = connections.map(({ caller }) => caller).filter((caller) => caller.kind === 'visitor');
    for (const [organisationId, callers] of Map.groupBy(visitors, (caller) => caller.organisationId)) {
      const visitorIds = [...new Set(callers.map(({ visitorId }) => visitorId))];
      await db.withOrganisation(organisationId, (tx) => store.markVisitorsSeen(tx, visitorIds, clock.now()));
    }
  });
};
