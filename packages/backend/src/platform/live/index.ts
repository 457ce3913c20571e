import fastifyPlugin from 'fastify-plugin';
import type { Clock } from '../clock.ts';
import type { Hub } from './hub.ts';
import { livePolling } from './polling.ts';
import { liveSocket } from './websocket.ts';

export { createHub, type Hub } from './hub.ts';
export type { Connection, FrameHandler, Live } from './live.ts';

/** Live connections: the hub with its two transports. */
export const live = fastifyPlugin<{ hub: Hub; clock: Clock; isWhole: boolean }>(
  async (app, { hub, clock, isWhole }) => {
    app.addHook('onReady', async () => {
      if (isWhole) hub.requireAllFrames();
      hub.start();
    });
    // Before the transports close: people are told, and when to come back.
    app.addHook('preClose', async () => hub.drain());
    await app.register(liveSocket, { hub });
    await app.register(livePolling, { hub, clock });
  },
  { name: 'live', dependencies: ['walls'] },
);
