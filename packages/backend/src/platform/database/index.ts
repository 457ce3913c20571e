import postgres from 'postgres';
import { clientOptions, type Pool, type Tx } from './client.ts';
import { borrowEngine, startEmbedded } from './embedded.ts';
import { DatabaseError } from './errors.ts';
import { migrationsDirectory, runMigrations } from './migrations.ts';
import { internalsOf, registerInternals } from './pool.ts';
import { afterCommit, refuseInsideTransaction, runTransaction } from './scope.ts';

export { toIso, type Tx } from './client.ts';
export { DatabaseError, type DatabaseErrorCode } from './errors.ts';

/** Where what happens is told; a pino logger fits. */
export interface Log {
  debug(details: object, text: string): void;
  info(details: object, text: string): void;
  warn(details: object, text: string): void;
  error(details: object, text: string): void;
  fatal(details: object, text: string): void;
}

/** One code, two engines: PostgreSQL inside the process, or a PostgreSQL server. */
export interface Database {
  readonly engine: 'embedded' | 'postgresql';
  /**
   * Runs `work` in a transaction that sees one organisation alone: in the role `harmony_app`, with the setting
   * `app.organisation` that every policy of row-level security compares with. Both end with the transaction.
   *
   * `work` may run again after a deadlock, so it touches nothing but the database. Nothing but SQL is awaited in it.
   */
  withOrganisation<T>(organisationId: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Runs `work` in a transaction that sees every organisation. The reason is logged at debug level. */
  asSystem<T>(reason: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Calls `callback` right after the commit of the transaction of `tx`, and never if it is rolled back. */
  afterCommit(tx: Tx, callback: () => void): void;
  /** Brings the schema to the newest version this program knows, in one transaction. */
  migrate(): Promise<{ from: number; to: number }>;
  /** Resolves when the database answers. */
  ping(): Promise<void>;
  /** Waits for running transactions, five seconds at most, and lets go of everything. */
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** A PostgreSQL server, 15 or newer; without it the embedded engine is used. */
  url?: string;
  /** The folder of the embedded engine: it makes `pgdata/` and `lock.sqlite` in it. */
  dataDir?: string;
  /** An embedded engine that another process hosts on the folder, for this one alone: the Unix socket it listens on. */
  engineSocket?: string;
  /** Most connections to a PostgreSQL server. Default 10. */
  poolSize?: number;
  /** Where the migrations are; the tests have others. */
  migrations?: string;
  log?: Log;
  /** Told what a person who waits should read. */
  onProgress?: (text: string) => void;
  /** The embedded engine has ended by itself. Default: the process ends, because nothing would be answered any more. */
  onEngineExit?: (error: DatabaseError) => void;
}

/**
 * Opens the database; `migrate()` is the caller's next step.
 *
 * @throws DatabaseError `database/in-use` another process has the folder · `database/unavailable` it cannot be reached
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const connection = await (options.url === undefined ? openEmbedded(options) : openServer(options.url, options));
  const { pool } = connection;
  let closing: Promise<void> | undefined;
  const database: Database = {
    engine: options.url === undefined ? 'embedded' : 'postgresql',
    withOrganisation: (organisationId, work) => {
      const enter = (tx: Tx): Promise<unknown> =>
        tx`select set_config('role', 'harmony_app', true), set_config('app.organisation', ${organisationId}, true)`;
      return runTransaction(pool, `organisation ${organisationId}`, enter, work);
    },
    asSystem: (reason, work) => {
      options.log?.debug({ reason }, 'database as system');
      return runTransaction(pool, `system: ${reason}`, undefined, work);
    },
    afterCommit,
    migrate: () =>
      runTransaction(pool, 'migrations', undefined, (tx) =>
        runMigrations(tx, options.migrations ?? migrationsDirectory),
      ),
    ping: async () => {
      refuseInsideTransaction('ping');
      // As a transaction: beside a bare query, postgres.js would take the next `begin` for part of a pipeline and lose it.
      await pool.begin((tx) => tx`select 1`);
    },
    close: () => (closing ??= connection.close()),
  };
  registerInternals(database, {
    pool,
    syncs: connection.syncs,
    ...(options.url === undefined ? {} : { url: options.url }),
  });
  return database;
}

/**
 * A database that is being opened while other things are done: each call waits until it is open, and fails as
 * `openDatabase` does where it cannot be.
 */
export function beginOpening(options: DatabaseOptions): Database {
  const opening = openDatabase(options).then((opened) => {
    registerInternals(database, internalsOf(opened));
    return opened;
  });
  opening.catch(() => {}); // Whoever calls hears of it.
  const database: Database = {
    engine: options.url === undefined ? 'embedded' : 'postgresql',
    withOrganisation: async (organisationId, work) => (await opening).withOrganisation(organisationId, work),
    asSystem: async (reason, work) => (await opening).asSystem(reason, work),
    afterCommit,
    migrate: async () => (await opening).migrate(),
    ping: async () => (await opening).ping(),
    close: async () => (await opening.catch(() => undefined))?.close(),
  };
  return database;
}

/** What the schema's SQL needs. */
const OLDEST_SERVER = 15;

interface Connection {
  pool: Pool;
  syncs: () => number;
  close: () => Promise<void>;
}

function openEmbedded(options: DatabaseOptions): Promise<Connection> {
  const { dataDir, engineSocket, log, onProgress, onEngineExit } = options;
  if (engineSocket !== undefined) return borrowEngine(engineSocket);
  if (dataDir === undefined) throw new TypeError('openDatabase needs either url or dataDir.');
  const endProcess = (error: DatabaseError): void => {
    log?.fatal({ error: error.message, code: error.code }, 'embedded database ended');
    process.exit(70);
  };
  return startEmbedded(dataDir, onProgress ?? (() => {}), onEngineExit ?? endProcess);
}

async function openServer(url: string, { poolSize }: DatabaseOptions): Promise<Connection> {
  const pool = postgres(url, {
    ...clientOptions,
    max: poolSize ?? 10,
    connect_timeout: 10,
    // A transaction here lasts milliseconds; these end one that a bug or a lost client would leave open.
    connection: {
      application_name: 'harmony',
      statement_timeout: 30_000,
      idle_in_transaction_session_timeout: 30_000,
      TimeZone: 'UTC',
    },
  });
  try {
    const [server] = await pool<{ version: number }[]>`select current_setting('server_version_num')::int as version`;
    if ((server?.version ?? 0) < OLDEST_SERVER * 10_000) throw new Error(`it is older than version ${OLDEST_SERVER}`);
  } catch (error) {
    await pool.end({ timeout: 0 });
    throw new DatabaseError(
      'database/unavailable',
      `PostgreSQL cannot be used: ${error instanceof Error ? error.message : String(error)}.`,
      `Check DATABASE_URL, that the server runs, is version ${OLDEST_SERVER} or newer, and lets this user in.`,
      { cause: error },
    );
  }
  return { pool, syncs: () => 0, close: () => pool.end({ timeout: 5 }) };
}
