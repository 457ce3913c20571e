import type { Reason, Term } from '@harmony-live/protocol';
import fastifyPlugin from 'fastify-plugin';
import { memberNames } from '../identity/index.ts';
import type { Tx } from '../platform/database/index.ts';
import { startSweep } from '../platform/sweep.ts';
import { contributeStatus, contributeToQueue, type StatusPart } from '../requests/index.ts';
import { expire } from './answer.ts';
import { refusals } from './assignment.ts';
import { registerEvents } from './events.ts';
import { registerFairnessRoute } from './fairness/routes.ts';
import { registerFrames } from './frames.ts';
import { matchWaiting } from './offer.ts';
import { personalData } from './personal-data.ts';
import { registerRoutes } from './routes.ts';
import * as store from './store.ts';

export { giveBack } from './give-back.ts';
export { rankProblem } from './offer.ts';
export { isComparing } from './split/store.ts';
export { replayDecisions, type Outcomes, type Replay } from './replay/index.ts';
export { routingOf } from './settings/store.ts';
export { defaultWeights, termNames, type TermName, type Weights } from './weights.ts';

/** Who accepted a request, and why it had come to them. */
export interface AcceptedAssignment {
  memberId: string;
  score: number;
  terms: Term[];
  reasons: Reason[];
}

/** The acceptance of a request; null as long as there is none. */
export const acceptedAssignment = async (tx: Tx, requestId: string): Promise<AcceptedAssignment | null> => {
  const accepted = await store.acceptedOf(tx, requestId);
  if (accepted === undefined) return null;
  const { memberId, score, terms, reasons } = accepted;
  return { memberId, score, terms, reasons };
};

/** Candidates, score, assignments. */
export const matching = fastifyPlugin(
  async (app) => {
    const { clock, db, personalData: registry } = app.platform;
    registry.register(personalData);
    registerEvents(app);
    registerFrames(app);
    registerRoutes(app);
    registerFairnessRoute(app);
    contributeStatus(app, statusOf);
    contributeToQueue(app, whyFor);
    startSweep(app, {
      name: 'matching: what ran out, who still waits',
      everyMs: 10_000,
      run: async () => {
        await db.asSystem('matching: what ran out', (tx) => expire(app.platform, tx));
        const organisations = await db.asSystem('matching: where somebody waits', (tx) =>
          store.organisationsWaiting(tx, clock.now()),
        );
        for (const id of organisations) await db.withOrganisation(id, (tx) => matchWaiting(app.platform, tx, id));
      },
    });
  },
  { name: 'matching', dependencies: ['requests', 'experts'] },
);

/** Who is being asked this moment, how many were asked in vain, and who accepted. */
const statusOf = async (tx: Tx, requestIds: readonly string[]): Promise<Map<string, StatusPart>> => {
  const assignments = await store.assignmentsOf(tx, requestIds);
  const names = await memberNames(
    tx,
    assignments.filter(({ state }) => state === 'offered' || state === 'accepted').map(({ memberId }) => memberId),
  );
  const nameOf = ({ memberId }: store.AssignmentRow): string => names.get(memberId) ?? '';
  const parts = new Map<string, StatusPart>();
  for (const [requestId, all] of Map.groupBy(assignments, (one) => one.requestId)) {
    const [first, ...others] = all.filter(({ state }) => state === 'offered');
    const accepted = all.find(({ state }) => state === 'accepted');
    const refused = refusals(all);
    const part: StatusPart = {};
    if (first !== undefined) {
      part.asking = { name: nameOf(first), expiresAt: new Date(first.expiresAt).toISOString() };
      if (isInEnglishInstead(first)) part.asking.language = 'en';
      if (others.length > 0) part.asking.others = others.length;
    }
    if (refused > 0) part.refused = refused;
    if (accepted !== undefined) part.expert = { name: nameOf(accepted), reasons: accepted.reasons };
    parts.set(requestId, part);
  }
  return parts;
};

/** English is a reason only where it stands in for the person's language. */
const isInEnglishInstead = ({ reasons }: store.AssignmentRow): boolean =>
  reasons.some(({ code, params }) => code === 'language' && params.tag === 'en');

/** Why a waiting request would be this member's: as the last ranking saw it. */
const whyFor = async (tx: Tx, memberId: string, requestIds: readonly string[]) =>
  new Map(
    [...(await store.lastRanked(tx, requestIds, memberId))].map(([id, { score, reasons }]) => [id, { score, reasons }]),
  );
