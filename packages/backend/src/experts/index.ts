import fastifyPlugin from 'fastify-plugin';
import { contributeRetention, contributeSiteConfig } from '../identity/index.ts';
import { contributeStatus } from '../requests/index.ts';
import { startSweep } from '../platform/sweep.ts';
import { registerBlockEvents } from './blocks/blocks.ts';
import { registerBlockRoutes } from './blocks/routes.ts';
import { registerEvents } from './events.ts';
import { unlearn } from './evidence/evidence.ts';
import { registerEvidence } from './evidence/events.ts';
import { deleteEvidenceBefore } from './evidence/store.ts';
import { registerFrames } from './frames.ts';
import { followHours } from './hours/follow.ts';
import { nextDutyAt } from './hours/store.ts';
import { personalData } from './personal-data.ts';
import { announceChanges, announceUnseen, endQuietTimes } from './presence.ts';
import { startExpertRenewal } from './renewal/renewal.ts';
import { registerRoutes } from './routes.ts';
import { deleteStretchesBefore } from './standing/store.ts';
import { countAvailable, countPlaces } from './store.ts';
import { keepWeekLimits } from './week/limit.ts';

export { stretchesBetween, type WorkingHours } from './hours/hours.ts';
export { workingHours, type MemberHours } from './hours/store.ts';
export { block, blockedBy, unblock } from './blocks/blocks.ts';
export { blockedVisitors, membersBlockedFor } from './blocks/store.ts';
export { candidatesFor, mostCandidates, type Candidate, type Question, type Solved } from './candidates.ts';
export { problemTexts } from './candidates/store.ts';
export { addEvidence, type Evidence } from './evidence/evidence.ts';
export { solvedConversations } from './evidence/store.ts';
export { importExperts, type ImportOptions, type ImportReport } from './import/import.ts';
export { readJsonLines, readTable, type LineFault, type ReadFile } from './import/read.ts';
export { takeLoad } from './presence.ts';
export { saveProfile } from './profile.ts';
export { expertOver, speaks } from './standing/over.ts';
export type { Standing } from './standing/standing.ts';
export type { DutyStretch } from './standing/store.ts';
export { readiness, readinessOf, type Readiness } from './readiness.ts';
export { countAvailable } from './store.ts';

/** For how long is kept how experts stood: five weeks, so that the latest month can be told. */
const historyMs = 35 * 86_400_000;

/** Profiles, availability, and what experts are busy with (read models kept from events). */
export const experts = fastifyPlugin(
  async (app) => {
    const { clock, db, personalData: registry } = app.platform;
    registry.register(personalData(app.platform));
    registerEvents(app);
    registerEvidence(app);
    registerBlockEvents(app);
    registerRoutes(app);
    registerBlockRoutes(app);
    registerFrames(app);
    startExpertRenewal(app);

    contributeSiteConfig(app, async (tx) => {
      const now = clock.now();
      const reachableCount = await countAvailable(tx, now);
      if (reachableCount > 0) return { reachable: 'now', reachableCount, nextDutyAt: null };
      const next = await nextDutyAt(tx, now);
      return { reachable: 'later', reachableCount, nextDutyAt: next === null ? null : new Date(next).toISOString() };
    });
    contributeStatus(app, async (tx, requestIds) => {
      const places = await countPlaces(tx, clock.now());
      return new Map(requestIds.map((id) => [id, { places }]));
    });

    // Evidence goes with the conversations it comes from, and is counted with them.
    contributeRetention(app, {
      kind: 'conversations',
      count: async () => ({ kept: 0, next: 0 }),
      forget: async (tx, before, most) => {
        const removed = await deleteEvidenceBefore(tx, before, most);
        await unlearn(app.platform, tx, removed);
        return removed.length;
      },
    });

    startSweep(app, {
      name: 'experts: who came or went by time',
      everyMs: 10_000,
      run: () =>
        db.asSystem('experts: who came or went by time', async (tx) => {
          await endQuietTimes(app.platform, tx);
          await followHours(app.platform, tx);
          await keepWeekLimits(app.platform, tx);
          await announceChanges(app.platform, tx);
        }),
    });
    app.addHook('onReady', () =>
      db.asSystem('experts: who went while no server ran', (tx) => announceUnseen(app.platform, tx)),
    );
    startSweep(app, {
      name: 'experts: how they stood, too long ago',
      everyMs: 3_600_000,
      run: () =>
        db.asSystem('experts: how they stood, too long ago', (tx) =>
          deleteStretchesBefore(tx, clock.now() - historyMs),
        ),
    });
  },
  { name: 'experts', dependencies: ['requests'] },
);
