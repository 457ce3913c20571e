import { allows, problem, routeAccess, type Access as Row, type RouteKey } from '@harmony-live/protocol';
import '@fastify/swagger';
import fastifyPlugin from 'fastify-plugin';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../caller.ts';
import { answerPreflight, grantOrigin, isWidgetRoute, requireOwnOrigin } from './cors.ts';

/** Everything under it stands in the role table. */
const prefix = '/v1';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route's row in the role table; set by the walls, never by a route. */
    access?: Row;
    /** True where the visitor's token may stand in the body: what a page sends while it is being left has no headers. */
    takesTokenInBody?: boolean;
  }
}

/**
 * The walls: which routes exist for whom. In this order: is the caller known (401), may they call this (403), is their
 * page one of the site's (403). Guards of routes (404) come after, then rate limits and validation.
 *
 * `isWhole` false lets rows of the table be without a route: tests that build a part of the modules.
 */
export const walls = fastifyPlugin<{ isWhole: boolean }>(
  async (app, { isWhole }) => {
    const unbuilt = new Set<string>(Object.keys(routeAccess));
    app.decorateRequest('caller', null as never);

    app.addHook('onRoute', (route) => {
      if (!route.url.startsWith(`${prefix}/`)) return;
      for (const method of [route.method].flat()) {
        if (method === 'OPTIONS') continue;
        const key = `${method === 'HEAD' ? 'GET' : method} ${route.url}`;
        const row = routeAccess[key as RouteKey] as Row | undefined;
        if (row === undefined) throw new Error(`${key} is not in the role table (packages/protocol/src/roles.ts).`);
        unbuilt.delete(key);
        route.config = { ...route.config, access: row };
        route.schema = { ...route.schema, 'x-roles': row } as typeof route.schema;
      }
    });

    app.addHook('onReady', async () => {
      if (unbuilt.size === 0 || !isWhole) return;
      throw new Error(`The role table names routes that no module has registered: ${[...unbuilt].join(', ')}.`);
    });

    app.options(`${prefix}/*`, { schema: { hide: true } }, (request, reply) => {
      if (!isWidgetRoute(pathOf(request))) throw problem('route/not-found', 'No other site may call this.');
      return answerPreflight(request, reply);
    });

    app.addHook('onRequest', async (request, reply) => {
      request.caller = { kind: 'anybody' };
      const row = request.routeOptions.config.access;
      if (row === undefined) return;
      const isForWidget = isWidgetRoute(pathOf(request));
      if (isForWidget) reply.header('vary', 'Origin');
      else if (request.headers.origin !== undefined) requireOwnOrigin(request, app.platform.config.publicUrl);
      if (row.includes('anybody') || row.includes('site') || isTokenInBody(request)) return;
      request.caller = await recogniseCaller(request, reply, row);
    });

    // Token and site key may stand in the body, which is there from now on, though not yet validated.
    app.addHook('preValidation', async (request, reply) => {
      const row = request.routeOptions.config.access;
      if (row !== undefined && isTokenInBody(request)) {
        const token = tokenOf(request.body);
        if (token !== undefined) request.headers.authorization = `Bearer ${token}`;
        request.caller = await recogniseCaller(request, reply, row);
        return;
      }
      if (!row?.includes('site')) return;
      const key = siteKeyOf(request.body) ?? siteKeyOf(request.query);
      if (key === undefined) return; // validation says so
      request.caller = await app.platform.access.siteResolver(request, key);
      grantOrigin(request, reply);
    });

    const recogniseCaller = async (request: FastifyRequest, reply: FastifyReply, row: Row): Promise<Caller> => {
      const { access, config } = app.platform;
      const caller = await access.authenticator(request).catch((error: unknown) => {
        // The page must be able to read that its token has expired, and whose it is nobody knows: this tells nothing.
        if (request.headers.authorization !== undefined && isWidgetRoute(pathOf(request))) grantOrigin(request, reply);
        throw error;
      });
      if (caller === null) throw problem('auth/required', 'Sign in, or send a visitor token as Authorization: Bearer.');
      if (caller.kind === 'member') requireOwnOrigin(request, config.publicUrl);
      else await requireSiteOrigin(request, reply, caller);
      const role = caller.kind === 'member' ? caller.role : 'visitor';
      if (!allows(row, role)) throw problem('role/insufficient', `This is not open to the role ${role}.`);
      return caller;
    };

    const requireSiteOrigin = async (
      request: FastifyRequest,
      reply: FastifyReply,
      caller: Extract<Caller, { kind: 'visitor' }>,
    ): Promise<void> => {
      const { origin } = request.headers;
      if (origin === undefined) return; // not a browser: the token alone speaks
      if (!(await app.platform.access.originCheck(caller, origin))) {
        throw problem(
          'origin/not-allowed',
          `${origin} is not among the site's origins; an admin can add it under Settings.`,
        );
      }
      grantOrigin(request, reply);
    };
  },
  { name: 'walls' },
);

const pathOf = (request: FastifyRequest): string => request.url.split('?', 1)[0]!;

/** A token in the headers goes first: only without one is the body looked at. */
const isTokenInBody = ({ headers, routeOptions }: FastifyRequest): boolean =>
  routeOptions.config.takesTokenInBody === true && headers.authorization === undefined;

const tokenOf = (body: unknown): string | undefined => {
  const token = typeof body === 'object' && body !== null && 'token' in body ? body.token : undefined;
  return typeof token === 'string' && token !== '' ? token : undefined;
};

const siteKeyOf = (holder: unknown): string | undefined => {
  const key = typeof holder === 'object' && holder !== null && 'site' in holder ? holder.site : undefined;
  return typeof key === 'string' && key !== '' ? key : undefined;
};
