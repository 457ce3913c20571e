import cookie from '@fastify/cookie';
import fastifyPlugin from 'fastify-plugin';
import { securityHeaders } from './headers.ts';
import { openApi } from './openapi.ts';
import { probeRoutes } from './probes.ts';
import { problemReplies } from './problems.ts';
import { rates } from './rates.ts';
import { walls } from './walls.ts';

/** All that stands around every route, in the order in which a request meets it. */
export const http = fastifyPlugin<{ version: string; isWhole: boolean }>(
  async (app, { version, isWhole }) => {
    await app.register(problemReplies);
    await app.register(securityHeaders);
    await app.register(probeRoutes);
    await app.register(openApi, { version });
    await app.register(cookie);
    await app.register(walls, { isWhole });
    await app.register(rates);
  },
  { name: 'http' },
);
