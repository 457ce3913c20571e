import type { FastifyBaseLogger } from 'fastify';
import type { Config } from '../config.ts';
import type { Bus } from './bus/index.ts';
import type { Clock } from './clock.ts';
import type { Database } from './database/index.ts';
import type { Embeddings } from './embeddings/embeddings.ts';
import type { Access } from './http/access.ts';
import type { Jobs } from './jobs/index.ts';
import type { Live } from './live/live.ts';
import type { Mail } from './mail/mail.ts';
import type { Metrics } from './metrics/index.ts';
import type { Outbox } from './outbox/index.ts';
import type { PersonalDataRegistry } from './personal-data.ts';
import type { Storage } from './storage/index.ts';

/** Everything that a module may stand on. Built once by `buildApp`, handed to modules as `app.platform`. */
export interface Platform {
  config: Config;
  clock: Clock;
  log: FastifyBaseLogger;
  db: Database;
  outbox: Outbox;
  jobs: Jobs;
  bus: Bus;
  live: Live;
  access: Access;
  embeddings: Embeddings;
  mail: Mail;
  storage: Storage;
  metrics: Metrics;
  personalData: PersonalDataRegistry;
}

declare module 'fastify' {
  interface FastifyInstance {
    platform: Platform;
  }
}
