// The baseline of the ingest benchmark: a bare Fastify route that parses the same body and keeps nothing. Prints its port.

import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';

const app = Fastify();
app.post('/v1/signals', (request, reply) => {
  const { signals } = request.body as { signals: unknown[] };
  return reply.code(202).send({ accepted: signals.length, duplicates: 0, rejected: [] });
});
await app.listen({ port: 0, host: '127.0.0.1' });
console.log((app.server.address() as AddressInfo).port);
