import { problem } from '@harmony-live/protocol';
import type { FastifyRequest } from 'fastify';
import type { VisitorCaller } from '../platform/caller.ts';
import type { Authenticator, LiveAuthenticator, OriginCheck, SiteResolver } from '../platform/http/access.ts';
import type { Platform } from '../platform/platform.ts';
import { createTurns } from '../platform/turns.ts';
import { readSession, sessionCookie } from './accounts/sessions.ts';
import type { SiteCache } from './sites/site-cache.ts';
import { mayServe } from './sites/sites.ts';
import { invalidToken, readVisitorToken } from './tokens.ts';
import { visitorsById, type VisitorRow } from './visitors/store.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The session's cookie, when its life was extended by this request: the answer sets it again. */
    extendedSession: string | null;
  }
}

/** How the platform finds out who calls. */
export interface Callers {
  authenticate: Authenticator;
  authenticateLive: LiveAuthenticator;
  resolveSite: SiteResolver;
  checkOrigin: OriginCheck;
}

/** Tokens that are remembered as ours, the newest. */
const mostTokens = 10_000;
/** Visitors that one statement looks up. */
const mostLookedUp = 500;

/** @param tokenKey what visitor tokens are signed with */
export const createCallers = (platform: Platform, tokenKey: Uint8Array, sites: SiteCache): Callers => {
  const { clock, config, db } = platform;

  // A page sends the same token for a quarter of an hour, and checking its signature is the dearest part of a small request.
  const tokens = new Map<string, Awaited<ReturnType<typeof readVisitorToken>>>();
  const read = async (token: string) => {
    const known = tokens.get(token);
    if (known !== undefined && clock.now() < known.expiresAt) return known;
    tokens.delete(token);
    const claims = await readVisitorToken(tokenKey, token, clock.now());
    if (tokens.size >= mostTokens) tokens.delete(tokens.keys().next().value!);
    tokens.set(token, claims);
    return claims;
  };

  // Every page that sends something is looked up: at the same time, by one statement.
  const lookUp = createTurns<string, VisitorRow | undefined>(
    (organisationId, ids) =>
      db.withOrganisation(organisationId, async (tx) => {
        const found = await visitorsById(tx, ids);
        return ids.map((id) => found.get(id));
      }),
    (waiting) => waiting.slice(0, mostLookedUp),
  );

  /** The token's own visitor, or the one it was merged into. One who was erased is nobody any more. */
  const visitorOf = async (token: string): Promise<VisitorCaller & { expiresAt: number }> => {
    const { expiresAt, ...claims } = await read(token);
    const visitor = await lookUp(claims.organisationId, claims.visitorId);
    if (visitor === undefined || visitor.erasedAt !== null || visitor.siteId !== claims.siteId) throw invalidToken();
    return { kind: 'visitor', ...claims, visitorId: visitor.id, expiresAt };
  };

  const memberOf = async (request: FastifyRequest) => {
    const value = request.cookies[sessionCookie];
    if (value === undefined) return null;
    const session = await readSession(platform, value);
    if (session?.isExtended) request.extendedSession = value;
    return session?.caller ?? null;
  };

  return {
    authenticate: async (request) => {
      const token = bearer(request);
      if (token === undefined) return memberOf(request);
      const { expiresAt: _, ...caller } = await visitorOf(token);
      return caller;
    },
    authenticateLive: (request, token) => (token === undefined ? memberOf(request) : visitorOf(token)),
    resolveSite: async (request, siteKey) => {
      const site = await sites.byKey(siteKey);
      if (site === undefined)
        throw problem('site/not-found', 'Check the site key: it stands in the console under Settings.');
      const { origin } = request.headers;
      // Browsers name the Origin of every page that reads across origins. Without one it is our own page, or no page at all,
      // and what is read with a public key is public. Whoever writes says where from.
      const isRead = origin === undefined && request.method === 'GET';
      if (!isRead && (origin === undefined || !mayServe(site, origin, config.publicUrl))) throw foreignOrigin(origin);
      if (!site.isOn) throw problem('site/not-found', 'This site is switched off.');
      return { kind: 'site', organisationId: site.organisationId, siteId: site.id };
    },
    checkOrigin: async (caller, origin) => {
      const site = await sites.byId(caller.siteId);
      return site !== undefined && mayServe(site, origin, config.publicUrl);
    },
  };
};

/** What a page answers that the site does not list. */
export const foreignOrigin = (origin: string | undefined) =>
  problem(
    'origin/not-allowed',
    origin === undefined
      ? 'The request carries no Origin: it must come from a page of the site.'
      : `${origin} is not among the site's origins. An admin can add it in the console under Settings.`,
  );

const bearer = (request: FastifyRequest): string | undefined =>
  /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
