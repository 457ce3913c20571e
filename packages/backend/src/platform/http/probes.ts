import underPressure from '@fastify/under-pressure';
import { problem } from '@harmony-live/protocol';
import fastifyPlugin from 'fastify-plugin';

/** Beyond this the process answers so late that saying "busy" at once is kinder. In milliseconds. */
const mostEventLoopDelayMs = 2_000;
/** A probe must not hang where the database does. */
const probeWithinMs = 2_000;
const probes = new Set(['/healthz', '/readyz', '/metrics']);
const hidden = { schema: { hide: true } };

/** `/healthz` (the process lives), `/readyz` (it can do its work), `/metrics`; and 503 for others while it is overrun. */
export const probeRoutes = fastifyPlugin(
  async (app) => {
    const { db, bus, metrics } = app.platform;
    let isDraining = false;
    app.addHook('preClose', async () => void (isDraining = true));

    await app.register(underPressure, {
      maxEventLoopDelay: mostEventLoopDelayMs,
      pressureHandler: (request) => {
        if (probes.has(request.routeOptions.url ?? '')) return;
        throw problem('server/busy', 'Try again in a moment.', { retryAfterMs: 2_000 });
      },
    });

    app.get('/healthz', hidden, async () => ({ status: 'ok' }));

    app.get('/readyz', hidden, async (_request, reply) => {
      const isThere = await Promise.race([
        db.ping().then(
          () => true,
          () => false,
        ),
        new Promise<boolean>((resolve) => setTimeout(resolve, probeWithinMs, false).unref()),
      ]);
      const checks = { database: isThere ? 'ok' : 'down', bus: bus.ready() ? 'ok' : 'down' };
      const isReady = isThere && bus.ready() && !isDraining;
      return reply
        .code(isReady ? 200 : 503)
        .send({ status: isReady ? 'ok' : isDraining ? 'draining' : 'down', ...checks });
    });

    app.get('/metrics', hidden, async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()));

    app.addHook('onResponse', async (request, reply) => {
      const route = request.routeOptions.url ?? 'none';
      metrics.observeRequest({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime);
      // The pattern and not the address: queries hold people's words.
      request.log.debug({ method: request.method, route, status: reply.statusCode, ms: reply.elapsedTime }, 'answered');
    });
  },
  { name: 'probes' },
);
