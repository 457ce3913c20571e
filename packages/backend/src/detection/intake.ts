import { Problem, problem } from '@harmony-live/protocol';
import type { FastifyInstance } from 'fastify';
import { decideAll } from '../gate/index.ts';
import { whoConsents } from '../identity/index.ts';
import type { VisitorCaller } from '../platform/caller.ts';
import type { Tx } from '../platform/database/index.ts';
import { createTurns } from '../platform/turns.ts';
import type { ReceivedSignal } from './signal.ts';
import { insertSignals, type Stored } from './store.ts';

/** Most pages and signals that one transaction takes: it stays short, and an answer waits for one before it at most. */
const mostPages = 200;
const mostSignals = 4_000;

/** What one page sent. */
interface Sent {
  caller: VisitorCaller;
  signals: readonly ReceivedSignal[];
}

/**
 * Resolves once the signals are on disk, with what became of them.
 *
 * @throws Problem `consent/missing`, `gate/rejected`
 */
export type Intake = (caller: VisitorCaller, signals: readonly ReceivedSignal[]) => Promise<Stored>;

/**
 * Writes what pages of one organisation send at the same time in one transaction. Each page is answered by itself: who has not
 * agreed, or what the database refuses, stops none of the others.
 */
export const createIntake = (app: FastifyInstance): Intake => {
  const { db } = app.platform;
  const write = createTurns<Sent, Stored>(
    (organisationId, turn) => db.withOrganisation(organisationId, (tx) => receive(app, tx, organisationId, turn)),
    takeTurn,
  );
  return (caller, signals) => write(caller.organisationId, { caller, signals });
};

/** Of each visitor one page only, so that the same signal is never in a turn twice. */
export const takeTurn = <T extends { caller: { visitorId: string }; signals: readonly unknown[] }>(lane: T[]): T[] => {
  const turn: T[] = [];
  const visitors = new Set<string>();
  let signals = 0;
  for (const one of lane) {
    const isFull = turn.length >= mostPages || (turn.length > 0 && signals + one.signals.length > mostSignals);
    if (isFull || visitors.has(one.caller.visitorId)) continue;
    visitors.add(one.caller.visitorId);
    signals += one.signals.length;
    turn.push(one);
  }
  return turn;
};

const receive = async (
  app: FastifyInstance,
  tx: Tx,
  organisationId: string,
  turn: readonly Sent[],
): Promise<(Stored | Problem)[]> => {
  const { clock, outbox } = app.platform;
  const agreed = await whoConsents(
    tx,
    turn.map(({ caller }) => caller.visitorId),
    'detect',
  );
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
  const results = new Map<Sent, Stored | Problem>();
  for (const [at, one] of asked.entries()) if (answers[at] instanceof Problem) results.set(one, answers[at]);
  const allowed = asked.filter((one) => !results.has(one));
  const stored = allowed.some(({ signals }) => signals.length > 0)
    ? await insertSignals(tx, allowed, new Date(clock.now()))
    : allowed.map(() => ({ inserted: 0, reused: [] }));
  for (const [at, one] of allowed.entries()) results.set(one, stored[at]!);

  const bySite = Map.groupBy(
    allowed.map(({ caller }, at) => ({ ...caller, count: stored[at]!.inserted })).filter(({ count }) => count > 0),
    ({ siteId }) => siteId,
  );
  for (const [siteId, visits] of bySite) {
    await outbox.emit(tx, 'signals.received', organisationId, {
      siteId,
      visits: visits.map(({ visitId, visitorId, count }) => ({ visitId, visitorId, count })),
    });
  }
  return turn.map((one) => results.get(one) ?? withoutConsent());
};

const withoutConsent = (): Problem =>
  problem('consent/missing', 'The person has not agreed that signs of trouble leave their page.');
