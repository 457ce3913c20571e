import type { FastifyBaseLogger } from 'fastify';
import { databaseOf, type Config } from '../config.ts';
import { createInProcessBus } from './bus/index.ts';
import { systemClock } from './clock.ts';
import { openDatabase } from './database/index.ts';
import { openEmbeddings } from './embeddings/index.ts';
import { createAccess } from './http/access.ts';
import { createJobs } from './jobs/index.ts';
import { registerMaintenance } from './jobs/maintenance.ts';
import { createHub, type Hub } from './live/index.ts';
import { createMail } from './mail/index.ts';
import { createMetrics } from './metrics/index.ts';
import { outboxLag } from './metrics/store.ts';
import { createOutbox } from './outbox/index.ts';
import { PersonalDataRegistry } from './personal-data.ts';
import type { Platform } from './platform.ts';
import { createStorage } from './storage/index.ts';

/** What tests, and commands that have opened a part already, bring along. */
export type PlatformParts = Partial<Pick<Platform, 'clock' | 'db' | 'bus' | 'mail' | 'storage' | 'embeddings'>>;

export interface OpenPlatform {
  platform: Platform & { live: Hub };
  /** The database is open and at the newest schema. */
  migrated: Promise<unknown>;
  /** Begins to deliver events and to run jobs; once every module has registered its own. */
  start: () => Promise<void>;
  /** Lets go of everything, in the reverse order of dependence. */
  close: () => Promise<void>;
}

/**
 * Builds the platform. Nothing runs by itself yet, and the database may still be on its way: `start` waits for it.
 *
 * @param onProgress told what a person who waits should read
 * @throws DatabaseError; ConfigError where the embeddings that are set cannot be had
 */
export const openPlatform = async (
  config: Config,
  log: FastifyBaseLogger,
  parts: PlatformParts = {},
  onProgress?: (text: string) => void,
): Promise<OpenPlatform> => {
  const clock = parts.clock ?? systemClock;
  const embeddings = parts.embeddings ?? (await openEmbeddings(config, log, onProgress));
  const db = parts.db ?? (await openDatabase({ ...databaseOf(config), log, onProgress }));
  const migrated = db.migrate();
  migrated.catch(() => {}); // Awaited below; until then a failure is nobody's.
  const bus =
    parts.bus ??
    createInProcessBus((error, topic) => log.error({ err: error, topic }, 'a subscriber of the bus failed'));
  const access = createAccess();
  const metrics = createMetrics();
  const outbox = createOutbox({ db, clock, log });
  const jobs = createJobs({ db, clock, log });
  registerMaintenance({ db, jobs, outbox });
  const lag = () => db.asSystem('metrics: outbox', (tx) => outboxLag(tx, new Date(clock.now())));
  metrics.gauge('harmony_outbox_unsent', 'Events that are not delivered yet', async () => (await lag()).unsent);
  metrics.gauge(
    'harmony_outbox_lag_seconds',
    'How long the oldest of them waits',
    async () => (await lag()).lagMs / 1000,
  );
  const { rateFactor } = config;
  // Read at each use: on port 0 the address is known only once we listen.
  const live = createHub({ clock, bus, log, access, metrics, rateFactor, publicUrl: () => config.publicUrl });
  const platform = {
    config,
    clock,
    log,
    db,
    outbox,
    jobs,
    bus,
    live,
    access,
    embeddings,
    mail: parts.mail ?? createMail(config, db, clock),
    storage: parts.storage ?? createStorage(config),
    metrics,
    personalData: new PersonalDataRegistry(),
  };
  return {
    platform,
    migrated,
    start: async () => {
      await jobs.start();
      await outbox.start();
    },
    close: async () => {
      await outbox.stop();
      await jobs.stop();
      await bus.close();
      await embeddings.close();
      await db.close();
    },
  };
};
