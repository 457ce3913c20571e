import './events.ts';
import fastifyPlugin from 'fastify-plugin';
import { createCallers } from './callers.ts';
import { deliverLetters } from './accounts/letters.ts';
import { personalData } from './personal-data.ts';
import { registerRoutes } from './routes.ts';
import { deriveKey } from './secrets.ts';
import { cookieOptions, sessionCookie } from './accounts/sessions.ts';
import { createSiteCache } from './sites/site-cache.ts';
import { deleteExpired, siteByKey, siteById } from './store.ts';

export {
  memberCards,
  memberNames,
  siteOf,
  sitePolicies,
  visitorCard,
  type MemberCard,
  type SiteCard,
  type VisitorCard,
} from './cards.ts';
export {
  createMember,
  createSite,
  type MemberCreated,
  type MemberToCreate,
  type SiteCreated,
  type SiteToCreate,
} from './commands.ts';
export { ensureDemoOrganisation, type DemoOrganisation } from './demo.ts';
export { noteConsent } from './visitors/visits.ts';
export { hasConsent, holdVisitors, whoConsents } from './visitors/store.ts';
export { contributeSiteConfig, type ConfiguredSite, type SiteConfigContribution } from './sites/sites.ts';

const changedTopic = 'identity.site-changed';
const tidyQueue = 'identity.tidy';

/** Organisations, sites, accounts, members, visitors, tokens, sessions, consent records (GUARDIAN). */
export const identity = fastifyPlugin(
  async (app) => {
    const { access, bus, clock, config, db, jobs, personalData: registry } = app.platform;
    const tokenKey = deriveKey(config.secret, 'visitor-token');
    const sites = createSiteCache(
      {
        byKey: (key) => db.asSystem('site by key', (tx) => siteByKey(tx, key)),
        byId: (id) => db.asSystem('site by id', (tx) => siteById(tx, id)),
      },
      clock,
    );

    const callers = createCallers(app.platform, tokenKey, sites);
    access.useAuthenticator(callers.authenticate);
    access.useLiveAuthenticator(callers.authenticateLive);
    access.useSiteResolver(callers.resolveSite);
    access.useOriginCheck(callers.checkOrigin);

    app.decorateRequest('extendedSession', null);
    app.addHook('onSend', async (request, reply) => {
      if (request.extendedSession === null) return;
      reply.setCookie(sessionCookie, request.extendedSession, cookieOptions(config.publicUrl));
    });

    bus.subscribe(changedTopic, (siteId) => sites.forget(siteId as string));
    registry.register(personalData(clock, registry));
    registerRoutes(app, {
      tokenKey,
      sites,
      siteChanged: (siteId) => {
        sites.forget(siteId);
        bus.publish(changedTopic, siteId);
      },
    });

    deliverLetters(app.platform);
    jobs.work(tidyQueue, () =>
      db.asSystem('delete what has expired', (tx) => deleteExpired(tx, new Date(clock.now()))),
    );
    jobs.schedule(tidyQueue, '17 * * * *');
  },
  { name: 'identity' },
);
