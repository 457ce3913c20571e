import fastifyPlugin from 'fastify-plugin';
import { contributeFirstStep, contributeRetention, contributeSiteConfig } from '../identity/index.ts';
import { registerEvents } from './events.ts';
import { registerIssueRoutes } from './grouping/routes.ts';
import { deleteIssuesBefore } from './grouping/store.ts';
import { registerInsightRoutes } from './insights/routes.ts';
import { personalData } from './personal-data.ts';
import { configOf } from './policy.ts';
import { countOffers, deleteOffersBefore } from './offers/store.ts';
import { registerRoutes } from './routes.ts';
import { countSignals, deleteSignalsBefore } from './store.ts';
import { countStruggles, deleteStrugglesBefore, hasStruggles } from './struggles/store.ts';
import { registerTuningRoutes } from './tuning/routes.ts';

/** The miner of issues, for measuring it on other data. */
export { createMiner } from './grouping/miner.ts';
export { mask, tokensOf } from './grouping/tokens.ts';

/** Intake of what pages notice, the problems behind it, where people are stuck, and what offers bring. */
export const detection = fastifyPlugin(
  async (app) => {
    const { clock, personalData: registry } = app.platform;
    registry.register(personalData);
    contributeSiteConfig(app, async (_, site) => configOf(site, clock.now()));
    registerEvents(app);
    // Of its own scope: only here is text taken for JSON.
    await app.register(async (scope) => registerRoutes(scope));
    registerIssueRoutes(app);
    registerInsightRoutes(app);
    registerTuningRoutes(app);
    contributeFirstStep(app, 'first-struggle', (tx) => hasStruggles(tx));
    contributeRetention(
      app,
      { kind: 'signals', count: countSignals, forget: deleteSignalsBefore },
      { kind: 'signals', count: async () => ({ kept: 0, next: 0 }), forget: deleteIssuesBefore },
      { kind: 'signals', count: countStruggles, forget: deleteStrugglesBefore },
      { kind: 'signals', count: countOffers, forget: deleteOffersBefore },
    );
  },
  { name: 'detection', dependencies: ['gate'] },
);
