import type { FastifyInstance } from 'fastify';
import { startSweep } from '../../platform/sweep.ts';
import type { Log } from '../log.ts';
import { attachmentRoutes } from './routes.ts';
import { sweepWaste } from './waste.ts';

/** Files in conversations: taken in, handed out, and deleted with the conversation they belong to. */
export const registerAttachments = (app: FastifyInstance, log: Log): void => {
  void app.register(attachmentRoutes, { log });
  startSweep(app, {
    name: 'conversation: bytes without a message',
    everyMs: 60_000,
    run: () => sweepWaste(app.platform),
  });
};
