import './events.ts';
import fastifyPlugin from 'fastify-plugin';
import { createCallers } from './callers.ts';
import { deliverLetters } from './accounts/letters.ts';
import { deliverResets } from './accounts/reset.ts';
import { noteMembers } from './audit/members.ts';
import { registerOwnSteps } from './first-steps/first-steps.ts';
import { personalData } from './personal-data.ts';
import { keepRetention } from './retention/night.ts';
import { registerRoutes } from './routes.ts';
import { deriveKey } from './secrets.ts';
import { cookieOptions, sessionCookie } from './accounts/sessions.ts';
import { deliverInvitations } from './members/letters.ts';
import { deleteOldInvitations } from './members/store.ts';
import { deleteEndedKeys } from './visitors/store.ts';
import { createRefusals } from './sites/refusals.ts';
import { createSiteCache } from './sites/site-cache.ts';
import { ownKeyOf } from './sites/sites.ts';
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
  ensureMember,
  hashNobodysPassword,
  organisationCalled,
  type MemberCreated,
  type MemberToCreate,
  type MemberToHave,
  type SiteCreated,
  type SiteToCreate,
} from './commands.ts';
export { ensureDemoOrganisation, type DemoOrganisation } from './demo.ts';
export { contributeRemoval, type RemovalContribution } from './members/removal.ts';
export { deriveKey, hashSecret } from './secrets.ts';
export { sessionHashOf } from './accounts/sessions.ts';
export { noteConsent } from './visitors/visits.ts';
export { firstSiteOf, sitesCalled } from './sites/store.ts';
export {
  deleteVisitors,
  hasConsent,
  holdVisitors,
  insertVisitor as addVisitor,
  insertVisitorKey as addVisitorKey,
  vouchedEmailOf,
  whoConsents,
  whoRefuses,
} from './visitors/store.ts';
export { noteAct, type Act, type Actor } from './audit/audit.ts';
export { changesBetween } from './audit/changes.ts';
export { contributeFirstStep } from './first-steps/first-steps.ts';
export { contributeRetention, retentionDaysOf, type Kept } from './retention/retention.ts';
export { trialKeyOf } from './sites/sites.ts';
export { contributeSiteConfig, type ConfiguredSite, type SiteConfigContribution } from './sites/sites.ts';

const changedTopic = 'identity.site-changed';
const tidyQueue = 'identity.tidy';
/** How long an invitation that is over can still say so to whoever presses its link. */
const keepInvitationsMs = 30 * 86_400_000;
/** The same of a letter's link. */
const keepEndedKeysMs = 30 * 86_400_000;

/** Organisations, sites, accounts, members, visitors, tokens, sessions, consent records (GUARDIAN). */
export const identity = fastifyPlugin(
  async (app) => {
    const { access, bus, clock, config, db, jobs, personalData: registry } = app.platform;
    const tokenKey = deriveKey(config.secret, 'visitor-token');
    const sites = createSiteCache(
      {
        byKey: (key) => db.asSystem('site by key', (tx) => siteByKey(tx, ownKeyOf(key), new Date(clock.now()))),
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
      refusals: createRefusals(app.platform),
      siteChanged: (siteId) => {
        sites.forget(siteId);
        bus.publish(changedTopic, siteId);
      },
    });

    deliverLetters(app.platform);
    deliverInvitations(app.platform);
    deliverResets(app.platform);
    keepRetention(app.platform);
    noteMembers(app.platform);
    registerOwnSteps(app);
    jobs.work(tidyQueue, () =>
      db.asSystem('delete what has expired', async (tx) => {
        await deleteExpired(tx, new Date(clock.now()));
        await deleteOldInvitations(tx, new Date(clock.now() - keepInvitationsMs));
        await deleteEndedKeys(tx, new Date(clock.now() - keepEndedKeysMs));
      }),
    );
    jobs.schedule(tidyQueue, '17 * * * *');
  },
  { name: 'identity' },
);
