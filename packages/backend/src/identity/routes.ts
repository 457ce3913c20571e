import type { FastifyInstance } from 'fastify';
import { registerAccountRoutes } from './accounts/routes.ts';
import { registerOwnAccountRoutes } from './accounts/own-routes.ts';
import { registerInvitationRoutes } from './members/invitation-routes.ts';
import { registerAuditRoutes } from './audit/routes.ts';
import { registerFirstStepRoutes } from './first-steps/routes.ts';
import { registerMemberRoutes } from './members/routes.ts';
import { registerRetentionRoutes } from './retention/routes.ts';
import type { Refusals } from './sites/refusals.ts';
import { registerSiteRoutes } from './sites/routes.ts';
import type { SiteCache } from './sites/site-cache.ts';
import { registerVisitorRoutes } from './visitors/routes.ts';

/** What the routes stand on beside the platform. */
export interface Parts {
  tokenKey: Uint8Array;
  sites: SiteCache;
  refusals: Refusals;
  /** Tells every node that a site was changed. */
  siteChanged: (siteId: string) => void;
}

/** HTTP of identity: first what pages call, then what people who sign in call. */
export const registerRoutes = (base: FastifyInstance, parts: Parts): void => {
  registerVisitorRoutes(base, parts);
  registerAccountRoutes(base);
  registerOwnAccountRoutes(base);
  registerMemberRoutes(base);
  registerInvitationRoutes(base);
  registerSiteRoutes(base, parts);
  registerRetentionRoutes(base);
  registerAuditRoutes(base);
  registerFirstStepRoutes(base);
};
