import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance, type FastifyPluginAsync } from 'fastify';
import type { Config } from './config.ts';
import { appointments } from './appointments/index.ts';
import { channels } from './channels/index.ts';
import { detection } from './detection/index.ts';
import { conversation } from './conversation/index.ts';
import { experts } from './experts/index.ts';
import { gate } from './gate/index.ts';
import { identity } from './identity/index.ts';
import { knowledge } from './knowledge/index.ts';
import { matching } from './matching/index.ts';
import { pages } from './pages/index.ts';
import { http } from './platform/http/index.ts';
import { unreadableRequest } from './platform/http/problems.ts';
import { validatorCompiler } from './platform/http/validation.ts';
import { live } from './platform/live/index.ts';
import { createLog } from './platform/log.ts';
import { openPlatform, type PlatformParts } from './platform/open.ts';
import './platform/platform.ts';
import { requests } from './requests/index.ts';
import { rewards } from './rewards/index.ts';
import { version } from './version.ts';

/** The product, in the order of its journey. A module may use what stands above it; everything else goes by event. */
const modules: readonly FastifyPluginAsync[] = [
  identity,
  gate,
  detection,
  requests,
  experts,
  matching,
  appointments,
  conversation,
  knowledge,
  rewards,
  channels,
];

export interface AppOptions extends PlatformParts {
  log?: FastifyBaseLogger;
  /** Told what a person who waits should read. */
  onProgress?: (text: string) => void;
  /** Other modules than all of them, for tests of a part. */
  modules?: readonly FastifyPluginAsync[];
}

/**
 * Builds the server: the database is open and migrated, every module registered, nothing listens yet. `close()` says
 * goodbye to live connections, finishes what runs, and lets go of the database.
 *
 * @throws DatabaseError; Error for a route or frame that the role table lacks
 */
export const buildApp = async (config: Config, options: AppOptions = {}): Promise<FastifyInstance> => {
  const { log = createLog(config), onProgress, modules: chosen = modules, ...parts } = options;
  const { platform, migrated, start, close } = await openPlatform(config, log, parts, onProgress);
  const isWhole = chosen === modules;
  const app: FastifyInstance = Fastify({
    loggerInstance: log,
    genReqId: () => platform.clock.newId(),
    requestIdHeader: false,
    // Our own lines say what happened once, with the route's pattern instead of the address.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 256 * 1024,
    // Opening a database that was not closed cleanly takes longer than the usual ten seconds on a small machine.
    pluginTimeout: 60_000,
    trustProxy: 'loopback',
    frameworkErrors: unreadableRequest,
    forceCloseConnections: 'idle',
  });
  app.setValidatorCompiler(validatorCompiler);
  app.decorate('platform', platform);
  app.addHook('onClose', close);
  try {
    await app.register(http, { version, isWhole });
    await app.register(live, { hub: platform.live, clock: platform.clock, isWhole });
    for (const module of chosen) await app.register(module);
    await app.register(pages);
    await migrated;
    app.addHook('onReady', start);
    return app;
  } catch (error) {
    await app.close();
    throw error;
  }
};
