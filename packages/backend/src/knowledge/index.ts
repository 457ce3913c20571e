import fastifyPlugin from 'fastify-plugin';
import { contributeFirstStep, contributeSiteConfig } from '../identity/index.ts';
import { registerEvents } from './events.ts';
import { registerGapRoutes } from './gaps/routes.ts';
import { knownThatFit, mostConfigBytes, mostKnown } from './known.ts';
import { registerPageRoutes } from './page-routes.ts';
import { personalData } from './personal-data.ts';
import { startArticleRenewal } from './renewal/renewal.ts';
import { registerRoutes } from './routes.ts';
import { registerSampleRoutes } from './samples/routes.ts';
import { hasSamples } from './samples/samples.ts';
import { createSearch } from './search/search.ts';
import { knownProblems } from './store.ts';
import { registerVersionRoutes } from './versions/routes.ts';
import { registerSuggestions } from './suggestions.ts';

export { seedArticles, type ArticleToSeed } from './seed.ts';

/** What was solved once, found by everyone: capture, articles, search, opinions (KOIOS). */
export const knowledge = fastifyPlugin(
  async (app) => {
    app.platform.personalData.register(personalData);
    registerEvents(app);
    startArticleRenewal(app);
    registerRoutes(app);
    registerVersionRoutes(app);
    registerGapRoutes(app);
    registerSampleRoutes(app);
    contributeFirstStep(app, 'samples', hasSamples);
    const search = createSearch(app.platform);
    registerPageRoutes(app, search);
    registerSuggestions(app, search);
    contributeSiteConfig(app, async (tx, _, soFar) => {
      const roomBytes = mostConfigBytes - Buffer.byteLength(JSON.stringify(soFar));
      return { known: knownThatFit(await knownProblems(tx, mostKnown), roomBytes) };
    });
  },
  { name: 'knowledge', dependencies: ['conversation'] },
);
