import { readFileSync } from 'node:fs';
import fastifyPlugin from 'fastify-plugin';
import { bundles } from './bundles.ts';
import { demoMailPage } from './demo-mail.ts';
import { demoPages } from './demo.ts';
import { landingPage } from './landing.ts';
import { threadPages } from './thread.ts';
import { trialPage } from './trial.ts';

/** Everything that is served as files or pages. */
export const pages = fastifyPlugin(
  async (app) => {
    const css = readFileSync(new URL('./style.css', import.meta.url));
    app.get('/pages.css', { schema: { hide: true } }, (_request, reply) =>
      reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=300').send(css),
    );
    landingPage(app);
    trialPage(app);
    threadPages(app);
    await bundles(app);
    if (app.platform.config.isDemo) {
      demoMailPage(app);
      await demoPages(app);
    }
  },
  { name: 'pages' },
);
