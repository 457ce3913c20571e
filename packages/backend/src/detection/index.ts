import fastifyPlugin from 'fastify-plugin';
import { contributeSiteConfig } from '../identity/index.ts';
import { startSweep } from '../platform/sweep.ts';
import { registerEvents } from './events.ts';
import { personalData } from './personal-data.ts';
import { registerRoutes } from './routes.ts';
import { deleteSignalsBefore, offerSettings } from './store.ts';

const dayMs = 24 * 60 * 60_000;
/** Rows that one statement deletes. */
const batch = 5_000;

/** Intake of what pages notice, and whether they may offer help. */
export const detection = fastifyPlugin(
  async (app) => {
    const { clock, config, db, personalData: registry } = app.platform;
    registry.register(personalData);
    contributeSiteConfig(app, async (tx, { id }) => ({ offers: await offerSettings(tx, id) }));
    registerEvents(app);
    // Of its own scope: only here is text taken for JSON.
    await app.register(async (scope) => registerRoutes(scope));
    startSweep(app, {
      name: 'detection: signals past their time',
      everyMs: 60 * 60_000,
      run: async () => {
        const before = new Date(clock.now() - config.retentionDays * dayMs);
        for (let deleted = batch; deleted === batch;) {
          deleted = await db.asSystem('detection: signals past their time', (tx) =>
            deleteSignalsBefore(tx, before, batch),
          );
        }
      },
    });
  },
  { name: 'detection', dependencies: ['gate'] },
);
