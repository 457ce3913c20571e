import type { MemberRole } from '@harmony-live/protocol';

/** A person on a site's page, proven by a visitor token. */
export interface VisitorCaller {
  kind: 'visitor';
  organisationId: string;
  siteId: string;
  visitorId: string;
  visitId: string;
}

/** Somebody signed in to the console, proven by the session cookie. */
export interface MemberCaller {
  kind: 'member';
  organisationId: string;
  memberId: string;
  accountId: string;
  role: MemberRole;
  name: string;
}

/** A page that shows a site key from an allowed Origin; no person is known. */
export interface SiteCaller {
  kind: 'site';
  organisationId: string;
  siteId: string;
}

export interface AnybodyCaller {
  kind: 'anybody';
}

/** Who is calling: the only source of scope. Never built from a body or a query. */
export type Caller = VisitorCaller | MemberCaller | SiteCaller | AnybodyCaller;

/** A caller who is a person: visitor or member. */
export type PersonCaller = VisitorCaller | MemberCaller;

/** What is left of a caller in rate-limit keys and logs: kind and id, nothing personal. */
export const callerKey = (caller: Caller): string => {
  if (caller.kind === 'visitor') return `visitor:${caller.visitorId}`;
  if (caller.kind === 'member') return `member:${caller.memberId}`;
  return caller.kind === 'site' ? `site:${caller.siteId}` : 'anybody';
};
