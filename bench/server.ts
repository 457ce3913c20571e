import { openDatabase, type Database, type DatabaseOptions } from '../packages/backend/src/platform/database/index.ts';
import { createDatabase, startPostgres, whyNoPostgres } from '../test/fixtures/postgres.ts';
import { startDemoServer, type DemoServer } from '../test/fixtures/server.ts';

/** Where the measured server keeps its data. */
export type Engine = 'embedded' | 'PostgreSQL';

/** A server under measurement: `harmony start --demo` in a process of its own, as people run it. */
export interface MeasuredServer {
  engine: Engine;
  url: string;
  /** Stops it, lets `work` write into its database, and starts it again. */
  whileStopped<T>(work: (db: Database) => Promise<T>): Promise<T>;
  dispose(): Promise<void>;
}

/**
 * The engines that can be had here. PostgreSQL is left out with its reason where there is none.
 *
 * @param log told what is left out
 */
export async function engines(log: (line: string) => void): Promise<Engine[]> {
  const reason = await whyNoPostgres();
  if (reason === undefined) return ['embedded', 'PostgreSQL'];
  log(`without PostgreSQL: ${reason}`);
  return ['embedded'];
}

/** Starts one on an empty database. A PostgreSQL of ours syncs to disk as it does out of the box. */
export async function startServer(engine: Engine): Promise<MeasuredServer> {
  if (engine === 'embedded') {
    const server = await startDemoServer();
    const { url, dataDir, dispose } = server;
    return { engine, url, whileStopped: (work) => stopped(server, { dataDir }, work), dispose };
  }
  const cluster = await startPostgres();
  try {
    const database = await createDatabase(cluster.url);
    const server = await startDemoServer({ DATABASE_URL: database.url });
    return {
      engine,
      url: server.url,
      whileStopped: (work) => stopped(server, { url: database.url }, work),
      dispose: async () => {
        await server.dispose();
        await database.drop();
        await cluster.stop();
      },
    };
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

async function stopped<T>(
  server: DemoServer,
  database: DatabaseOptions,
  work: (db: Database) => Promise<T>,
): Promise<T> {
  await server.stop();
  const db = await openDatabase(database);
  try {
    return await work(db);
  } finally {
    await db.close();
    await server.start();
  }
}

/** Whether vectors have their own type and index. The tests make do with a stand-in, which is slow. */
export async function hasVectors(db: Database): Promise<boolean> {
  const [found] = await db.asSystem(
    'bench: pgvector',
    (tx) => tx`select 1 from pg_available_extensions where name = 'vector'`,
  );
  return found !== undefined;
}
