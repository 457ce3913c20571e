import fastifyPlugin from 'fastify-plugin';
import { startSweep } from '../platform/sweep.ts';
import { doWhatIsDue } from './due.ts';
import { registerEvents } from './events.ts';
import { personalData } from './personal-data.ts';
import { registerRoutes } from './routes.ts';

export type { AwardNews } from './events.ts';
export { organisations } from './ledger/store.ts';
export { verifyLedger, type Verdict } from './ledger/verify.ts';

/** Thanks that anyone can check: the ledger, the rule, awards and royalties. */
export const rewards = fastifyPlugin(
  async (app) => {
    app.platform.personalData.register(personalData(app.platform));
    registerEvents(app);
    registerRoutes(app);
    startSweep(app, {
      name: 'rewards: ratings that did not come, holds that are over',
      everyMs: 60_000,
      run: () => doWhatIsDue(app.platform),
    });
  },
  { name: 'rewards', dependencies: ['conversation'] },
);
