import { flushCompileCache } from 'node:module';
import type { FastifyInstance } from 'fastify';
import { ConfigError, databaseOf, localUrl, type Config } from '../config.ts';
import { demoPassword } from '../demo/people.ts';
import type { Command } from './index.ts';
import { settings } from './settings.ts';
import { Failure, bold, print, progress } from './terminal.ts';

/** Within this a stop is clean; the contract allows 10 s in all. */
const stopWithinMs = 9_000;

/** `start`: the server, until it is told to stop. */
export const start: Command = {
  options: { demo: { type: 'boolean', about: 'the demo: public passwords, this machine only' } },
  run: async ({ flags }) => {
    const startedAt = performance.now();
    const config = settings({ isDemo: flags.demo === true });
    const stop = stopSignal();
    progress('Opening the database …');
    const app = await Promise.race([build(config), stop.asked]);
    if (app === undefined) return 0; // asked to stop before there was anything to close
    endOnBug(app);
    try {
      await refuseUselessStorage(app);
      await app.ready();
      if (config.isDemo) await seed(app);
      await listen(app, config);
    } catch (error) {
      await app.close();
      throw error;
    }
    print(readyText(config, performance.now() - startedAt));
    flushCompileCache(); // A process that is killed would leave the next start nothing.
    await stop.asked;
    progress('Stopping …');
    return closeInTime(app);
  },
};

/**
 * The product is read when it is needed, so that a wrong setting is named in a moment; and the embedded engine starts in its
 * own thread while the rest is read and built, which saves seconds of every start.
 */
const build = async (config: Config): Promise<FastifyInstance> => {
  const [{ beginOpening }, { createLog }] = await Promise.all([
    import('../platform/database/index.ts'),
    import('../platform/log.ts'),
  ]);
  const log = createLog(config);
  const db = beginOpening({ ...databaseOf(config), log, onProgress: progress });
  try {
    const { buildApp } = await import('../app.ts');
    return await buildApp(config, { log, db, onProgress: progress });
  } catch (error) {
    await db.close();
    throw error;
  }
};

/** The first file of somebody who needs help is a bad moment to find out. */
const refuseUselessStorage = async ({ platform }: FastifyInstance): Promise<void> => {
  const fault = await platform.storage.fault();
  if (fault === null) return;
  throw new ConfigError(
    'STORAGE_URL',
    `names a folder that cannot be written (${fault}): ${platform.config.storageDir}`,
  );
};

const seed = async ({ platform }: FastifyInstance): Promise<void> => {
  const { seedDemo } = await import('../demo/seed.ts');
  if ((await seedDemo(platform)).isNew) progress('Made the demo.');
};

/** The first signal asks, the second ends the process there and then. */
const stopSignal = (): { asked: Promise<undefined> } => {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  let isAsked = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (isAsked) process.exit(130);
      isAsked = true;
      resolve(undefined);
    });
  }
  return { asked: promise };
};

/** After an error that nobody caught, nothing is known to be right any more. */
const endOnBug = (app: FastifyInstance): void => {
  const end = (error: unknown): never => {
    app.log.fatal({ err: error }, 'an error that nobody caught; the process ends');
    process.exit(1);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
};

const listen = async (app: FastifyInstance, config: Config): Promise<void> => {
  try {
    await app.listen({ port: config.port, host: config.host, listenTextResolver: () => 'listening' });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') {
      throw new Failure(
        `PORT ${config.port} on ${config.host} is in use by another program.`,
        `Stop that program, or choose another port, such as PORT=${config.port + 1}.`,
      );
    }
    if (code === 'EACCES') {
      throw new Failure(
        `PORT ${config.port} may not be used by this user.`,
        'Choose one above 1023, such as PORT=4400.',
      );
    }
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
      throw new Failure(
        `HOST ${config.host} is not an address of this machine.`,
        'Use localhost, or 0.0.0.0 for all of them.',
      );
    }
    throw error;
  }
  const address = app.server.address();
  if (config.port === 0 && typeof address === 'object' && address !== null) {
    config.port = address.port;
    config.publicUrl = config.publicUrl.endsWith(':0') ? localUrl(config.host, address.port) : config.publicUrl;
  }
};

/** One block: where everything is. */
const readyText = ({ isDemo, publicUrl }: Config, tookMs: number): string => {
  const places = isDemo
    ? { Home: '/', Demo: '/demo/', Console: '/console/', Mail: '/demo/mail/', API: '/docs/' }
    : { Home: '/', Console: '/console/', API: '/docs/' };
  const lines = Object.entries(places).map(([name, path]) => `  ${name.padEnd(9)}${publicUrl}${path}`);
  const accounts = isDemo
    ? `\n\n  In the console: ada@demo.test, grace@demo.test, linus@demo.test or admin@demo.test, password ${demoPassword}`
    : '';
  const head = bold(`HARMONY.Live is ready (${(tookMs / 1000).toFixed(1)} s)`);
  return `\n${head}\n\n${lines.join('\n')}${accounts}\n\n  Ctrl-C stops it.\n`;
};

const closeInTime = async (app: FastifyInstance): Promise<number> => {
  const isClosed = await Promise.race([
    app.close().then(() => true),
    new Promise<false>((resolve) => setTimeout(resolve, stopWithinMs, false)),
  ]);
  if (isClosed) return 0;
  app.log.error('what was running did not finish in time; unfinished work is taken up at the next start');
  return 1;
};
