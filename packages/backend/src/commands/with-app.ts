import type { FastifyInstance } from 'fastify';
import pino from 'pino';
import { buildApp } from '../app.ts';
import { maskKeys } from '../platform/log.ts';
import { settings } from './settings.ts';
import { progress } from './terminal.ts';

/**
 * Runs `work` on the whole product without listening, for commands that change something: what they say is heard by the
 * same handlers as in the server. Logs go to the error stream, warnings and worse.
 */
export const withApp = async <T>(isDemo: boolean, work: (app: FastifyInstance) => Promise<T>): Promise<T> => {
  const config = settings({ isDemo, isSecretOptional: true });
  const log = pino({ level: 'warn', hooks: { streamWrite: maskKeys } }, pino.destination({ fd: 2, sync: true }));
  const app = await buildApp(config, { log, onProgress: progress });
  try {
    await app.ready();
    return await work(app);
  } finally {
    await app.close();
  }
};
