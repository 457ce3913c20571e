import type { FastifyInstance } from 'fastify';
import { describe, requestFrame } from './status.ts';
import { findRequests, queuedRequests, queuePlaces } from './store.ts';

/** Changes come in bursts (an acceptance moves everybody up): one reading of the database tells about all of them. */
const gatherMs = 20;

/**
 * All members hear how many wait, so much after the queue moved: what comes of it, such as the alert to one of them, is on its way
 * before a thousand are told, and one request, which moves it five times, costs one telling.
 */
const membersAfterMs = 250;

/** So many of the queue are told about each move; those further back see theirs when they ask, or when they come nearer. */
const mostTold = 200;

/** Tells visitors how their requests stand, and members how many wait. News: what it says stands in the database. */
export interface News {
  /** Something changed in the organisation's queue; `requestId` if a request has left it, or was not in it. */
  changed(organisationId: string, requestId?: string): void;
}

/** One for the app; it is silent once the app closes. */
export const createNews = (app: FastifyInstance): News => {
  const { clock, db, live, log } = app.platform;
  const gathered = new Map<string, Set<string>>();
  /** How many wait, by organisation, where its members are still to hear it. */
  const untold = new Map<string, number>();
  const membersTimers = new Set<NodeJS.Timeout>();
  let timer: NodeJS.Timeout | undefined;
  let telling: Promise<void> = Promise.resolve();
  let isOver = false;

  const tell = async (organisationId: string, requestIds: ReadonlySet<string>): Promise<void> => {
    const { requests, visitorOf, waiting } = await db.withOrganisation(organisationId, async (tx) => {
      const queue = await queuedRequests(tx, clock.now(), mostTold);
      const others = await findRequests(
        tx,
        [...requestIds].filter((id) => queue.every((row) => row.id !== id)),
      );
      const rows = [...queue, ...others];
      return {
        requests: await describe(app.platform, tx, rows),
        visitorOf: new Map(rows.map((row) => [row.id, row.visitorId])),
        waiting: queue.length < mostTold ? queue.length : (await queuePlaces(tx, clock.now())).length,
      };
    });
    for (const request of requests) live.toVisitor(organisationId, visitorOf.get(request.id)!, requestFrame(request));
    tellMembers(organisationId, waiting);
  };

  const tellMembers = (organisationId: string, waiting: number): void => {
    const isOnItsWay = untold.has(organisationId);
    untold.set(organisationId, waiting);
    if (isOnItsWay || isOver) return;
    const later = setTimeout(() => {
      membersTimers.delete(later);
      live.toMembers(organisationId, { frame: 'queue', waiting: untold.get(organisationId)! });
      untold.delete(organisationId);
    }, membersAfterMs);
    membersTimers.add(later);
  };

  const tellAll = async (): Promise<void> => {
    const now = [...gathered];
    gathered.clear();
    for (const [organisationId, requestIds] of now) {
      await tell(organisationId, requestIds).catch((error: unknown) =>
        log.warn({ err: error }, 'visitors could not be told about the queue; they read it when they reconnect'),
      );
    }
  };

  app.addHook('preClose', async () => {
    isOver = true;
    clearTimeout(timer);
    await telling;
    membersTimers.forEach(clearTimeout);
  });

  return {
    changed: (organisationId, requestId) => {
      if (isOver) return;
      const ids = gathered.get(organisationId) ?? new Set<string>();
      gathered.set(organisationId, requestId === undefined ? ids : ids.add(requestId));
      timer ??= setTimeout(() => {
        timer = undefined;
        telling = telling.then(tellAll);
      }, gatherMs);
    },
  };
};
