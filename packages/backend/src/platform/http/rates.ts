import { allows, problem } from '@harmony-live/protocol';
import rateLimit from '@fastify/rate-limit';
import fastifyPlugin from 'fastify-plugin';
import type { FastifyRequest } from 'fastify';
import { callerKey } from '../caller.ts';

/**
 * Requests a minute. A person typing, a console with several tabs and a busy site stay far below; what runs wild does not.
 * Offices and schools share one address, so an address alone never decides.
 */
export const requestsPerMinute = {
  visitor: 240,
  member: 1_200,
  /** All pages of one site together, for what is asked with its key alone. */
  site: 6_000,
  /** Tries at one account from one address. */
  signIn: 10,
  /** Any accounts from one address: so much that an office signs in at nine o'clock, too little for guessing. */
  signInsOfAddress: 120,
  /** Letters that anybody behind one address has sent to addresses that they type; an hour's worth. */
  letters: 30,
} as const;

const minuteMs = 60_000;
const hourMs = 3_600_000;
/** Where anybody may have a letter sent to an address that they type. */
const letterRoute = '/v1/help-requests/:id/email';
/** Where passwords and links are tried, accounts are made, and letters are asked for. */
const signInRoutes = new Set([
  ...['/v1/login', '/v1/workspaces', '/v1/verify-email', '/v1/join', '/v1/join/look'],
  ...['/v1/password-resets', '/v1/password-resets/use', '/v1/me/password'],
  ...['/v1/thread-links', '/v1/thread-links/verify', '/v1/thread-links/stop'],
]);
/** Long polling counts frames, as the socket does. */
const isCountedElsewhere = (route: string): boolean => route.startsWith('/v1/live');

/** Limits how often one site, visitor or member may ask. Counted per process. */
export const rates = fastifyPlugin(
  async (app) => {
    await app.register(rateLimit, { global: false, cache: 20_000 });
    const { rateFactor } = app.platform.config;

    const limit = (most: number, keyOf: (request: FastifyRequest) => string, timeWindow = minuteMs) => {
      const count = app.createRateLimit({ max: most * rateFactor, timeWindow, keyGenerator: keyOf });
      return async (request: FastifyRequest): Promise<void> => {
        const result = await count(request);
        if (!result.isAllowed && result.isExceeded) {
          throw problem('rate/limited', `Wait ${result.ttlInSeconds} s before the next one.`, {
            retryAfterMs: result.ttl,
          });
        }
      };
    };
    const ofVisitor = limit(requestsPerMinute.visitor, (request) => callerKey(request.caller));
    const ofMember = limit(requestsPerMinute.member, (request) => callerKey(request.caller));
    const ofSite = limit(requestsPerMinute.site, siteKey);
    const ofAccount = limit(requestsPerMinute.signIn, (request) => `sign-in:${request.ip}:${subjectOf(request)}`);
    const ofLetters = limit(requestsPerMinute.letters, (request) => `letters:${request.ip}`, hourMs);
    const ofAddress = limit(requestsPerMinute.signInsOfAddress, (request) => `sign-ins:${request.ip}`);

    /** Whose token stands in the body is known only once that is there. */
    const isUncounted = new WeakSet<FastifyRequest>();

    // After the walls (the caller is known), before the body is read: what is refused costs nothing.
    app.addHook('onRequest', async (request) => {
      if (isCountedElsewhere(request.routeOptions.url ?? '')) return;
      if (request.caller.kind === 'anybody') isUncounted.add(request);
      if (request.caller.kind === 'visitor') await ofVisitor(request);
      if (request.caller.kind === 'member') await ofMember(request);
    });
    app.addHook('preValidation', async (request) => {
      const { url = '', config } = request.routeOptions;
      if (url === letterRoute && request.method === 'POST') await ofLetters(request);
      if (signInRoutes.has(url)) {
        await ofAddress(request);
        await ofAccount(request);
      } else if (config.takesTokenInBody === true && isUncounted.has(request)) {
        if (request.caller.kind === 'visitor') await ofVisitor(request);
      } else if (config.access !== undefined && !isCountedElsewhere(url)) {
        if (allows(config.access, 'site')) await ofSite(request);
      }
    });
  },
  { name: 'rates', dependencies: ['walls'] },
);

/** By the site's id where its key was right; else by what was sent as key, so that one page cannot use up another's. */
const siteKey = (request: FastifyRequest): string => {
  if (request.caller.kind === 'site') return callerKey(request.caller);
  const { site } = (request.query ?? {}) as { site?: unknown };
  return `key:${typeof site === 'string' ? site.slice(0, 80) : ''}`;
};

/** What is tried: an account by its address, or a link by its token, so that people in one office do not hinder each other. */
const subjectOf = ({ body, caller }: FastifyRequest): string => {
  if (caller.kind === 'member') return callerKey(caller);
  const { email, token } = (body ?? {}) as { email?: unknown; token?: unknown };
  const subject = email ?? token;
  return typeof subject === 'string' ? subject.trim().toLowerCase().slice(0, 254) : '';
};
