import { createDatabase, startPostgres, whyNoPostgres } from '../test/fixtures/postgres.ts';
import { startDemoServer } from '../test/fixtures/server.ts';

/** Where the measured server keeps its data. */
export type Engine = 'embedded' | 'PostgreSQL';

/** A server under measurement: `harmony start --demo` in a process of its own, as people run it. */
export interface MeasuredServer {
  engine: Engine;
  url: string;
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
    const { url, dispose } = await startDemoServer();
    return { engine, url, dispose };
  }
  const cluster = await startPostgres();
  try {
    const database = await createDatabase(cluster.url);
    const { url, dispose } = await startDemoServer({ DATABASE_URL: database.url });
    return {
      engine,
      url,
      dispose: async () => {
        await dispose();
        await database.drop();
        await cluster.stop();
      },
    };
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}
