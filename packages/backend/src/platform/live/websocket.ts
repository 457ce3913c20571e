import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import websocket from '@fastify/websocket';
import { maxFrameBytes, problem } from '@harmony-live/protocol';
import fastifyPlugin from 'fastify-plugin';
import type { WebSocket } from 'ws';
import type { Transport } from './connection.ts';
import { parseFrame } from './frames.ts';
import type { Hub } from './hub.ts';

/** What a frame may weigh before the library itself cuts the line; up to here we can still say why. */
const cutOffBytes = 4 * maxFrameBytes;

// `closeTimeout`: how long a goodbye may take, in milliseconds; the types do not know it yet.
const goodbyeMs = 3_000;
const serverOptions = { maxPayload: cutOffBytes, perMessageDeflate: false, closeTimeout: goodbyeMs };

/** `GET /v1/live` as a WebSocket. */
export const liveSocket = fastifyPlugin<{ hub: Hub }>(
  async (app, { hub }) => {
    const cutUpgrades = followUpgrades(app.server);
    await app.register(websocket, {
      options: serverOptions,
      // The hub has said goodbye before; what is still open then is cut when its time is over.
      preClose: (done) => {
        app.websocketServer.close(() => done());
        for (const client of app.websocketServer.clients) client.close(1001);
        cutUpgrades();
      },
      errorHandler: (error, socket, request) => {
        request.log.info({ err: error }, 'live socket failed');
        if (socket.readyState === socket.OPEN) socket.close(1011);
      },
    });

    app.route({
      method: 'GET',
      url: '/v1/live',
      schema: {
        summary: 'Live frames over a WebSocket',
        description: 'Upgrade to a WebSocket. The first frame is `hello`; frames are listed in the documentation.',
        tags: ['live'],
      },
      handler: () => {
        throw problem('body/invalid', 'Ask for an upgrade to a WebSocket, or use /v1/live/sessions.', {
          field: '/headers/upgrade',
          reason: 'must be websocket',
        });
      },
      wsHandler: (socket, request) => {
        const connection = hub.open(transportOf(socket), request);
        socket.on('message', (data: Buffer, isBinary: boolean) => {
          const text = isBinary ? '' : data.toString('utf8');
          void connection.receive(data.byteLength, () => parseFrame(text));
        });
        socket.on('close', () => connection.gone());
        socket.on('error', () => connection.gone());
      },
    });
  },
  { name: 'live-socket', dependencies: ['walls'] },
);

/**
 * Who asks for an upgrade while the server closes is answered 503 on a line that the HTTP server has given away already: nobody
 * would close it, and `close` would wait for it for ever. @returns what cuts all such lines after the time of a goodbye
 */
const followUpgrades = (server: Server): (() => void) => {
  const sockets = new Set<Duplex>();
  let isClosing = false;
  const cut = (socket: Duplex): void => void setTimeout(() => socket.destroy(), goodbyeMs).unref();
  server.on('upgrade', (_request, socket: Duplex) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    if (isClosing) cut(socket);
  });
  return () => {
    isClosing = true;
    sockets.forEach(cut);
  };
};

const transportOf = (socket: WebSocket): Transport => {
  let hasAnswered = true;
  socket.on('pong', () => (hasAnswered = true));
  return {
    send: (text) => socket.send(text),
    bufferedBytes: () => socket.bufferedAmount,
    isAlive: () => {
      if (!hasAnswered) return false;
      hasAnswered = false;
      socket.ping();
      return true;
    },
    close: (code) => {
      // 1006 means "no sign of life": there is nobody to shake hands with.
      if (code === 1006) socket.terminate();
      else socket.close(code);
    },
  };
};
