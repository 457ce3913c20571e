import { problem } from '@harmony-live/protocol';
import type { FastifyRequest } from 'fastify';
import type { AnybodyCaller, Caller, MemberCaller, SiteCaller, VisitorCaller } from '../caller.ts';

/**
 * Finds out who calls, from the request alone: a `Bearer` visitor token, or the session cookie (whose Origin is checked).
 * Null when it carries neither. Throws `token/expired`, `token/invalid` or `origin/not-allowed`.
 */
export type Authenticator = (request: FastifyRequest) => Promise<VisitorCaller | MemberCaller | null>;

/** Who speaks on a live connection, and until when the proof holds (milliseconds since the epoch; absent: 15 minutes for visitors). */
export type LiveCaller = (VisitorCaller | MemberCaller) & { expiresAt?: number };

/**
 * The same for the socket's first frame: a visitor token, or (token absent) the cookie of the upgrade request. The hub
 * checks the Origin itself.
 */
export type LiveAuthenticator = (request: FastifyRequest, token: string | undefined) => Promise<LiveCaller | null>;

/**
 * For routes whose row in the role table says `site`: which site the key in body or query means, and whether the Origin
 * header is among that site's. Throws `site/not-found` or `origin/not-allowed`.
 */
export type SiteResolver = (request: FastifyRequest, siteKey: string) => Promise<SiteCaller>;

/** Whether pages of this Origin (`https://app.example.com`) may speak for the site. Asked on every call of a visitor with an Origin. */
export type OriginCheck = (caller: VisitorCaller | SiteCaller, origin: string) => Promise<boolean>;

/**
 * The walls of HTTP. Every route is looked up in the role table when it is registered (a missing row stops the start) and
 * gets `x-roles` in the OpenAPI; every request gets `request.caller` before its body is validated (so that 401, 403 and 404
 * come before 400). `identity` says how callers are recognised; the platform only asks.
 *
 * What a route then does itself:
 * - a noun in its path: `onRequest: noun.load` of `resource(…)` in `resource.ts`, so that 404 comes before 400 as well;
 * - `GET /v1/config`, which is open to anybody: checks the Origin against the site it serves, then `grantOrigin(request, reply)`
 *   of `cors.ts`. All other routes get their CORS headers from here.
 */
export interface Access {
  useAuthenticator(authenticate: Authenticator): void;
  useLiveAuthenticator(authenticate: LiveAuthenticator): void;
  useSiteResolver(resolve: SiteResolver): void;
  useOriginCheck(check: OriginCheck): void;
  readonly authenticator: Authenticator;
  readonly liveAuthenticator: LiveAuthenticator;
  readonly siteResolver: SiteResolver;
  readonly originCheck: OriginCheck;
}

/** Builds the walls without callers in them: until `identity` has said how to recognise people, there is nobody. */
export const createAccess = (): Access => {
  let authenticator: Authenticator = recogniseNobody;
  let liveAuthenticator: LiveAuthenticator = recogniseNobody;
  let originCheck: OriginCheck = allowNoOrigin;
  let siteResolver: SiteResolver = findNoSite;
  return {
    useAuthenticator: (authenticate) => void (authenticator = authenticate),
    useLiveAuthenticator: (authenticate) => void (liveAuthenticator = authenticate),
    useSiteResolver: (resolve) => void (siteResolver = resolve),
    useOriginCheck: (check) => void (originCheck = check),
    // Read at each request: modules register after the hooks that ask.
    get authenticator() {
      return authenticator;
    },
    get liveAuthenticator() {
      return liveAuthenticator;
    },
    get siteResolver() {
      return siteResolver;
    },
    get originCheck() {
      return originCheck;
    },
  };
};

const recogniseNobody = async (): Promise<null> => null;
const allowNoOrigin = async (): Promise<boolean> => false;
const findNoSite: SiteResolver = async () => {
  throw problem('site/not-found', 'No site has this key.');
};

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls. Set before validation; `anybody` when nobody is known. */
    caller: Caller;
  }
}

/** Narrowing for handlers: the role table has already let only these through, so anything else is our own mistake. */
export const asVisitor = (caller: Caller): VisitorCaller => expectKind(caller, 'visitor');
export const asMember = (caller: Caller): MemberCaller => expectKind(caller, 'member');
export const asSite = (caller: Caller): SiteCaller => expectKind(caller, 'site');
export const asPerson = (caller: Caller): VisitorCaller | MemberCaller =>
  caller.kind === 'visitor' ? caller : expectKind(caller, 'member');

const expectKind = <K extends Exclude<Caller, AnybodyCaller>['kind']>(
  caller: Caller,
  kind: K,
): Extract<Caller, { kind: K }> => {
  if (caller.kind !== kind) throw new Error(`the role table let ${caller.kind} through where ${kind} was expected`);
  return caller as Extract<Caller, { kind: K }>;
};
