// The baseline of the relay benchmark: Fastify with @fastify/websocket, which sends back what it gets, and nothing else.
// Prints its port.

import type { AddressInfo } from 'node:net';
import websocket from '@fastify/websocket';
import Fastify from 'fastify';

const app = Fastify();
await app.register(websocket);
app.get('/', { websocket: true }, (socket) => {
  socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
});
await app.listen({ port: 0, host: '127.0.0.1' });
console.log((app.server.address() as AddressInfo).port);
