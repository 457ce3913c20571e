import fastifyPlugin from 'fastify-plugin';
import { contributeRetention, contributeSiteConfig } from '../identity/index.ts';
import { refusalsKept } from './decide.ts';
import { personalData } from './personal-data.ts';
import { registerRoutes } from './routes.ts';
import { pageRules } from './rules.ts';
import { countDecisions, deleteDecisionsBefore } from './store.ts';

export { decide, decideAll, type DecisionMade, type DecisionQuestion, type Initiator } from './decide.ts';

/** Rules, verdicts, audit trail (ETHIK): asked before each sensitive act, keeps each answer with its reason. */
export const gate = fastifyPlugin(
  async (app) => {
    app.platform.personalData.register(personalData);
    contributeSiteConfig(app, async () => ({ gate: [...pageRules] }));
    contributeRetention(app, { kind: 'decisions', count: countDecisions, forget: deleteDecisionsBefore });
    registerRoutes(app);
    app.addHook('onClose', refusalsKept);
  },
  { name: 'gate', dependencies: ['identity'] },
);
