import type { FastifyRequest } from 'fastify';
import type { AnybodyCaller, Caller, MemberCaller, SiteCaller, VisitorCaller } from '../caller.ts';

/**
 * Finds out who calls, from the request alone: a `Bearer` visitor token, or the session cookie (whose Origin is checked).
 * Null when it carries neither. Throws `token/expired`, `token/invalid` or `origin/not-allowed`.
 */
export type Authenticator = (request: FastifyRequest) => Promise<VisitorCaller | MemberCaller | null>;

/** The same for the socket's first frame: a visitor token, or (token absent) the cookie of the upgrade request. */
export type LiveAuthenticator = (
  request: FastifyRequest,
  token: string | undefined,
) => Promise<VisitorCaller | MemberCaller | null>;

/**
 * For routes whose row in the role table says `site`: which site the key in body or query means, and whether the Origin
 * header is among that site's. Throws `site/not-found` or `origin/not-allowed`.
 */
export type SiteResolver = (request: FastifyRequest, siteKey: string) => Promise<SiteCaller>;

/**
 * The walls of HTTP. Every route is looked up in the role table when it is registered (a missing row stops the start) and
 * gets `x-roles` in the OpenAPI; every request gets `request.caller` before its body is validated (so that 401, 403 and 404
 * come before 400). `identity` says how callers are recognised; the platform only asks.
 */
export interface Access {
  useAuthenticator(authenticate: Authenticator): void;
  useLiveAuthenticator(authenticate: LiveAuthenticator): void;
  useSiteResolver(resolve: SiteResolver): void;
  readonly liveAuthenticator: LiveAuthenticator;
}

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

const expectKind = <K extends Exclude<Caller, AnybodyCaller>['kind']>(caller: Caller, kind: K): Extract<Caller, { kind: K }> => {
  if (caller.kind !== kind) throw new Error(`the role table let ${caller.kind} through where ${kind} was expected`);
  return caller as Extract<Caller, { kind: K }>;
};
