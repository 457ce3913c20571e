import fastifyPlugin from 'fastify-plugin';
import { contributeSiteConfig } from '../identity/index.ts';
import { startSweep } from '../platform/sweep.ts';
import { registerEvents } from './events.ts';
import { registerIssueRoutes } from './grouping/routes.ts';
import { deleteIssuesBefore } from './grouping/store.ts';
import { registerStruggleRoutes } from './insights/routes.ts';
import { personalData } from './personal-data.ts';
import { configOf } from './policy.ts';
import { deleteOffersBefore } from './offers/store.ts';
import { registerRoutes } from './routes.ts';
import { deleteSignalsBefore } from './store.ts';
import { deleteStrugglesBefore } from './struggles/store.ts';
import { registerTuningRoutes } from './tuning/routes.ts';

/** The miner of issues, for measuring it on other data. */
export { createMiner } from './grouping/miner.ts';
export { mask, tokensOf } from './grouping/tokens.ts';

const dayMs = 24 * 60 * 60_000;
/** Rows that one statement deletes. */
const batch = 5_000;

/** Intake of what pages notice, the problems behind it, where people are stuck, and what offers bring. */
export const detection = fastifyPlugin(
  async (app) => {
    const { clock, config, db, personalData: registry } = app.platform;
    registry.register(personalData);
    contributeSiteConfig(app, async (_, site) => configOf(site, clock.now()));
    registerEvents(app);
    // Of its own scope: only here is text taken for JSON.
    await app.register(async (scope) => registerRoutes(scope));
    registerIssueRoutes(app);
    registerStruggleRoutes(app);
    registerTuningRoutes(app);
    startSweep(app, {
      name: 'detection: what is past its time',
      everyMs: 60 * 60_000,
      run: async () => {
        const before = new Date(clock.now() - config.retentionDays * dayMs);
        for (const forget of [deleteSignalsBefore, deleteIssuesBefore, deleteStrugglesBefore, deleteOffersBefore]) {
          for (let deleted = batch; deleted >= batch;) {
            deleted = await db.asSystem('detection: past its time', (tx) => forget(tx, before, batch));
          }
        }
      },
    });
  },
  { name: 'detection', dependencies: ['gate'] },
);
