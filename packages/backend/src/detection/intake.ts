import { Problem, problem } from '@harmony-live/protocol';
import type { FastifyInstance } from 'fastify';
import { decideAll } from '../gate/index.ts';
import { holdVisitors, sitePolicies, whoConsents } from '../identity/index.ts';
import type { VisitorCaller } from '../platform/caller.ts';
import type { Tx } from '../platform/database/index.ts';
import { createTurns } from '../platform/turns.ts';
import type { Batch, List } from './batch.ts';
import { upsertOffers } from './offers/store.ts';
import { insertSignals, type Stored } from './store.ts';
import { markDetected, upsertStruggles } from './struggles/store.ts';

/** Most pages and items that one transaction takes: it stays short, and an answer waits for one before it at most. */
const mostPages = 200;
const mostItems = 4_000;

/** What one page sent. */
interface Sent extends Batch {
  caller: VisitorCaller;
}

/** What became of a batch, list by list. */
export type StoredBatch = Record<List, Stored>;

/**
 * Resolves once the batch is on disk, with what became of it.
 *
 * @throws Problem `consent/missing`, `gate/rejected`
 */
export type Intake = (caller: VisitorCaller, batch: Batch) => Promise<StoredBatch>;

/**
 * Writes what pages of one organisation send at the same time in one transaction. Each page is answered by itself: who has not
 * agreed, or what the database refuses, stops none of the others.
 */
export const createIntake = (app: FastifyInstance): Intake => {
  const { db } = app.platform;
  const write = createTurns<Sent, StoredBatch>(
    (organisationId, turn) => db.withOrganisation(organisationId, (tx) => receive(app, tx, organisationId, turn)),
    takeTurn,
  );
  return (caller, batch) => write(caller.organisationId, { caller, ...batch });
};

/** Of each visitor one page only, so that the same id is never in a turn twice. */
export const takeTurn = <T extends { caller: { visitorId: string } } & Record<List, readonly unknown[]>>(
  lane: T[],
): T[] => {
  const turn: T[] = [];
  const visitors = new Set<string>();
  let items = 0;
  for (const one of lane) {
    const size = one.signals.length + one.struggles.length + one.offers.length;
    const isFull = turn.length >= mostPages || (turn.length > 0 && items + size > mostItems);
    if (isFull || visitors.has(one.caller.visitorId)) continue;
    visitors.add(one.caller.visitorId);
    items += size;
    turn.push(one);
  }
  return turn;
};

const receive = async (
  app: FastifyInstance,
  tx: Tx,
  organisationId: string,
  turn: readonly Sent[],
): Promise<(StoredBatch | Problem)[]> => {
  const visitorIds = turn.map(({ caller }) => caller.visitorId);
  // A withdrawal waits for us and deletes what we write, or we wait for it and read that it has ended.
  await holdVisitors(tx, visitorIds);
  const agreed = await whoConsents(tx, visitorIds, 'detect');
  const asked = turn.filter(({ caller }) => agreed.has(caller.visitorId));
  const answers = await decideAll(
    app,
    tx,
    asked.map(({ caller }) => ({
      action: 'signal.send',
      initiator: caller,
      purpose: 'to see where people get stuck',
      facts: { 'consent.detect': true },
    })),
  );
  const results = new Map<Sent, StoredBatch | Problem>();
  for (const [at, one] of asked.entries()) if (answers[at] instanceof Problem) results.set(one, answers[at]);
  const allowed = asked.filter((one) => !results.has(one));
  const signals = await storeSignals(app, tx, organisationId, allowed);
  const struggles = await storeStruggles(app, tx, organisationId, allowed);
  const offers = await storeOffers(app, tx, organisationId, allowed);
  for (const [at, one] of allowed.entries()) {
    results.set(one, { signals: signals[at]!, struggles: struggles[at]!, offers: offers[at]! });
  }
  return turn.map((one) => results.get(one) ?? withoutConsent());
};

const storeSignals = async (
  { platform }: FastifyInstance,
  tx: Tx,
  organisationId: string,
  sent: readonly Sent[],
): Promise<Stored[]> => {
  if (sent.every(({ signals }) => signals.length === 0)) return sent.map(nothing);
  const stored = await insertSignals(tx, sent, new Date(platform.clock.now()));
  const bySite = Map.groupBy(
    sent.map(({ caller }, at) => ({ ...caller, count: stored[at]!.kept })).filter(({ count }) => count > 0),
    ({ siteId }) => siteId,
  );
  for (const [siteId, visits] of bySite) {
    await platform.outbox.emit(tx, 'signals.received', organisationId, {
      siteId,
      visits: visits.map(({ visitId, visitorId, count }) => ({ visitId, visitorId, count })),
    });
  }
  return stored;
};

const storeStruggles = async (
  { platform }: FastifyInstance,
  tx: Tx,
  organisationId: string,
  sent: readonly Sent[],
): Promise<Stored[]> => {
  if (sent.every(({ struggles }) => struggles.length === 0)) return sent.map(nothing);
  const now = new Date(platform.clock.now());
  const stored = await upsertStruggles(tx, sent, now);
  const policies = await sitePolicies(tx, [...new Set(sent.map(({ caller }) => caller.siteId))]);
  const reached = sent.flatMap(({ caller: { siteId, visitorId }, struggles }) => {
    const threshold = policies.get(siteId)?.offers.threshold ?? Number.POSITIVE_INFINITY;
    return struggles
      .filter(({ agreedScore }) => agreedScore >= threshold)
      .map(({ id }) => ({ visitorId, id, threshold }));
  });
  const detected = reached.length === 0 ? [] : await markDetected(tx, reached, now);
  for (const [siteId, struggles] of Map.groupBy(detected, (one) => one.siteId)) {
    await platform.outbox.emit(tx, 'struggle.detected', organisationId, {
      siteId,
      struggles: struggles.map(({ struggleId, visitId, visitorId }) => ({ struggleId, visitId, visitorId })),
    });
  }
  return stored;
};

const storeOffers = async (
  { platform }: FastifyInstance,
  tx: Tx,
  organisationId: string,
  sent: readonly Sent[],
): Promise<Stored[]> => {
  if (sent.every(({ offers }) => offers.length === 0)) return sent.map(nothing);
  const { stored, answered } = await upsertOffers(tx, sent, new Date(platform.clock.now()));
  for (const [siteId, offers] of Map.groupBy(answered, (one) => one.siteId)) {
    await platform.outbox.emit(tx, 'offer.answered', organisationId, {
      siteId,
      offers: offers.map(({ offerId, visitId, visitorId, answer }) => ({ offerId, visitId, visitorId, answer })),
    });
  }
  return stored;
};

const nothing = (): Stored => ({ kept: 0, reused: [] });

const withoutConsent = (): Problem =>
  problem('consent/missing', 'The person has not agreed that signs of trouble leave their page.');
