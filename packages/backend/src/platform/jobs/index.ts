import { PgBoss, type Job as BossJob } from 'pg-boss';
import type { Clock } from '../clock.ts';
import type { Database, Log, Tx } from '../database/index.ts';
import { afterCommit, refuseInsideTransaction } from '../database/scope.ts';
import { bossConnection, inTransaction } from './boss-connection.ts';
import { ensureQueues, ensureSchedules } from './queues.ts';

/** What a job carries: plain JSON. */
export type JobData = Record<string, unknown>;

/** One attempt at a job. */
export interface Attempt {
  id: string;
  /** How often it was tried before: 0 at first. */
  retryCount: number;
  /** Fires when the process stops or the time for the job is over. */
  signal: AbortSignal;
}

/** Runs outside any transaction: it may wait, call other services, and open transactions of its own. Throws to fail. */
export type JobHandler<T extends JobData> = (data: T, attempt: Attempt) => Promise<void>;

/** How a queue treats its jobs. */
export interface WorkOptions {
  /** Attempts after the first one; then the job goes to the queue `dead-letter`. Default 5. */
  retryLimit?: number;
  /** Before the first retry, in seconds; twice as long before each further one, at most an hour. Default 2. */
  retryDelaySeconds?: number;
  /** A job that takes longer counts as failed. Default 15 minutes. */
  expireInSeconds?: number;
  /** How many jobs run beside each other in one process. Default 1. */
  concurrency?: number;
}

export interface SendOptions {
  /** Not before this time; at once if left out. */
  startAfter?: Date;
  /** At most one job of a queue waits with the same key: a further one is dropped. */
  singletonKey?: string;
  /** The job exists if and only if this transaction commits. */
  tx?: Tx;
}

/** Work for later, for another process, or to be tried again; kept in the database, done at least once. */
export interface Jobs {
  /** Registers the one handler of a queue, before `start`. */
  work<T extends JobData>(name: string, handler: JobHandler<T>, options?: WorkOptions): void;
  /** @returns the job's id, or null when one with the same `singletonKey` waits already */
  send<T extends JobData>(name: string, data: T, options?: SendOptions): Promise<string | null>;
  /** Sends a job at each time of the cron expression (UTC, to the minute), whichever process is there; before `start`. */
  schedule(name: string, cron: string, data?: JobData): void;
  start(): Promise<void>;
  /** Lets running jobs finish, ten seconds at most; the others are taken up again later. */
  stop(): Promise<void>;
}

const SCHEMA = 'pgboss';
const STOP_TIMEOUT_MS = 10_000;
/** Up to here a delay is kept to the moment by a timer of this process, beyond it by polling. */
const LONGEST_OWN_DELAY_MS = 60_000;

interface Queue {
  handler: JobHandler<never>;
  options: WorkOptions;
  workerIds: string[];
}

/** Builds the jobs of this process; nothing runs before `start`. */
export function createJobs({ db, clock, log }: { db: Database; clock: Clock; log: Log }): Jobs {
  const queues = new Map<string, Queue>();
  const schedules = new Map<string, { cron: string; data: JobData }>();
  let connection: ReturnType<typeof bossConnection> | undefined;
  let boss: PgBoss | undefined;

  /** A job sent here is done here, at its time; polling is for retries, long delays and jobs of other processes. */
  const wake = (name: string, startAfter?: Date): void => {
    const delayMs = startAfter === undefined ? 0 : startAfter.getTime() - clock.now();
    if (delayMs > LONGEST_OWN_DELAY_MS) return;
    const look = (): void => queues.get(name)?.workerIds.forEach((id) => boss?.notifyWorker(id));
    if (delayMs <= 0) look();
    else setTimeout(look, delayMs + 1).unref();
  };

  async function beginWork(started: PgBoss, name: string, { handler, options }: Queue): Promise<string> {
    return started.work<JobData>(
      name,
      { batchSize: 1, localConcurrency: options.concurrency ?? 1, pollingIntervalSeconds: pollEvery(db.engine) },
      async ([job]) => {
        // Looks again right after a job: of several that were sent meanwhile, one look takes only the first.
        if (job !== undefined) await runJob(name, handler as JobHandler<JobData>, job).finally(() => wake(name));
      },
    );
  }

  async function runJob(name: string, handler: JobHandler<JobData>, job: BossJob<JobData>): Promise<void> {
    try {
      await handler(job.data, { id: job.id, retryCount: job.retryCount, signal: job.signal });
    } catch (error) {
      log.warn({ err: error, queue: name, jobId: job.id, retryCount: job.retryCount }, 'job failed');
      throw error;
    }
  }

  return {
    work: (name, handler, options = {}) => {
      if (queues.has(name)) throw new TypeError(`The queue ${name} already has a handler.`);
      if (boss !== undefined) throw new TypeError(`The queue ${name} comes too late: register it before start().`);
      queues.set(name, { handler, options, workerIds: [] });
    },
    schedule: (name, cron, data = {}) => {
      if (boss !== undefined) throw new TypeError(`The schedule ${name} comes too late: register it before start().`);
      schedules.set(name, { cron, data });
    },
    send: async (name, data, { startAfter, singletonKey, tx } = {}) => {
      if (boss === undefined) throw new TypeError(`${name} was sent before start() or after stop().`);
      if (tx === undefined) refuseInsideTransaction(`send ${name}`);
      const id = await boss.send(name, data, {
        // The queue lets one job wait per key, so a job that is to be no single one gets a key of its own.
        singletonKey: singletonKey ?? clock.newId(),
        ...(startAfter === undefined ? {} : { startAfter }),
        ...(tx === undefined ? {} : { db: inTransaction(tx) }),
      });
      if (tx === undefined) wake(name, startAfter);
      else afterCommit(tx, () => wake(name, startAfter));
      return id;
    },
    start: async () => {
      connection = bossConnection(db);
      const starting = new PgBoss({ ...bossOptions(db.engine), schema: SCHEMA, db: connection });
      starting.on('error', (error) => log.error({ err: error }, 'job queue'));
      starting.on('warning', (warning) => log.warn({ warning }, 'job queue'));
      await starting.start();
      await ensureQueues(starting, new Map([...queues].map(([name, { options }]) => [name, options])));
      for (const [name, queue] of queues) queue.workerIds = [await beginWork(starting, name, queue)];
      await ensureSchedules(starting, schedules);
      boss = starting;
    },
    stop: async () => {
      const stopping = boss;
      boss = undefined;
      await stopping?.stop({ graceful: true, timeout: STOP_TIMEOUT_MS });
      await connection?.close();
    },
  };
}

/** Seconds between looks at a queue. Rarer on the embedded engine, whose one connection people's requests wait for. */
function pollEvery(engine: Database['engine']): number {
  return engine === 'embedded' ? 5 : 2;
}

/** pg-boss's own housekeeping; on the embedded engine nobody else works, so it can take its time. */
function bossOptions(engine: Database['engine']) {
  const common = { supervise: true, schedule: true, openTelemetry: { enabled: false } };
  if (engine === 'postgresql') return common;
  return {
    ...common,
    backend: 'pglite' as const,
    registerInstance: false,
    monitorVacuum: false,
    reindex: false,
    superviseIntervalSeconds: 300,
    monitorIntervalSeconds: 300,
    maintenanceIntervalSeconds: 3_600,
    queueCacheIntervalSeconds: 300,
    bamIntervalSeconds: 300,
    flowIntervalSeconds: 300,
    clockMonitorIntervalSeconds: 600,
    cronMonitorIntervalSeconds: 30,
    cronWorkerIntervalSeconds: 15,
  };
}
