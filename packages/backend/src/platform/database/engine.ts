import { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { pgcrypto } from '@electric-sql/pglite/contrib/pgcrypto';
import { unaccent } from '@electric-sql/pglite/contrib/unaccent';
import { vector } from '@electric-sql/pglite-pgvector';
import { buffersMb, leastBuffersMb } from './buffers.ts';
import { SyncingFilesystem } from './syncing-filesystem.ts';

/** How many of the engine's own log lines are kept for the reason of an error. */
const KEPT_LINES = 20;
const lines: string[] = [];

/** What the main loop throws on an SQL error: PGlite's own way to leave PostgreSQL's code and come back. */
const SQL_ERROR = 100;

/** What the engine last wrote to its log: on a failure, the only place where the cause stands. */
export function lastLines(): readonly string[] {
  return lines;
}

/**
 * Opens the database in `path`, or makes one where there is none.
 *
 * @param onSync called once for each sync of a file to the disk
 * @param onExit called with the reason when the engine has ended: every later query would wait for ever
 */
export async function startEngine(path: string, onSync: () => void, onExit: (reason: string) => void): Promise<PGlite> {
  const engine = new WatchedEngine({
    fs: new SyncingFilesystem(path, onSync),
    // An extension that is not listed here is "not available" (0A000), even where a table already uses it.
    extensions: { vector, pg_trgm, unaccent, pgcrypto, btree_gist },
    initDbStartParams: ['--set', `shared_buffers=${leastBuffersMb}MB`],
    startParams: [
      ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
      ...setting('fsync=on'),
      ...setting('wal_sync_method=fsync'),
      ...setting(`shared_buffers=${buffersMb(path)}MB`),
    ],
    onStderr: (line) => {
      lines.push(line);
      if (lines.length > KEPT_LINES) lines.shift();
      return false; // kept, not printed
    },
  });
  await engine.waitReady;
  engine.watch(onExit);
  return engine;
}

function setting(assignment: string): string[] {
  return ['-c', assignment];
}

/**
 * PGlite swallows what its main loop throws. A thrown status of 100 is how it reports an SQL error, and is harmless;
 * anything else, and anything thrown while it cleans up after such an error, means that the backend has exited or
 * trapped. The engine would then spin for ever within the next statement, so `onExit` has to end its thread.
 */
class WatchedEngine extends PGlite {
  watch(onExit: (reason: string) => void): void {
    const module = this.mod;
    if (module === undefined) throw new Error('The engine is not open yet.');
    const watched = (step: () => void, isHarmless: (status: unknown) => boolean) => () => {
      try {
        step();
      } catch (error) {
        const { status } = error as { status?: unknown };
        if (!isHarmless(status)) onExit([`it exited (${String(status ?? error)})`, ...lines].join('\n'));
        throw error;
      }
    };
    module._PostgresMainLoopOnce = watched(module._PostgresMainLoopOnce.bind(module), (status) => status === SQL_ERROR);
    module._PostgresMainLongJmp = watched(module._PostgresMainLongJmp.bind(module), () => false);
  }
}
