import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { lastLines, startEngine } from './engine.ts';
import { syncFolder, syncTree } from './syncing-filesystem.ts';

/** What the main thread hands to the engine. */
export interface EngineData {
  /** PostgreSQL's own folder; made on the first start. */
  directory: string;
  /** Unix socket to listen on; without one the engine takes a random port of the loopback address. */
  socketPath?: string;
  /** One counter: how many syncs have reached the disk. */
  syncs: SharedArrayBuffer;
}

/** What the engine tells the main thread. */
export type EngineNews =
  | { news: 'initialising' }
  | { news: 'listening'; address: string }
  | { news: 'failed'; reason: string }
  | { news: 'exited'; reason: string }
  | { news: 'closed' };

const { directory, socketPath, syncs } = workerData as EngineData;
const counter = new Int32Array(syncs);
const countSync = (): void => void Atomics.add(counter, 0, 1);
const reportExit = (reason: string): void => {
  tell({ news: 'exited', reason });
  process.exit(1); // the thread's end: whatever runs in it would not come back
};

try {
  if (!existsSync(join(directory, 'PG_VERSION'))) await initialise();
  const engine = await startEngine(directory, countSync, reportExit);
  const server = new PGLiteSocketServer({
    db: engine,
    maxConnections: 1,
    ...(socketPath === undefined ? { host: '127.0.0.1', port: 0 } : { path: socketPath }),
  });
  await server.start();
  parentPort?.once('message', async () => {
    await server.stop();
    await engine.close();
    tell({ news: 'closed' });
    // The engine leaves its last exit status as the thread's; this end is an orderly one.
    process.exit(0);
  });
  tell({ news: 'listening', address: server.getServerConn() });
} catch (error) {
  tell({ news: 'failed', reason: [String(error), ...lastLines()].join('\n') });
}

/**
 * Makes a new database beside its place and renames it there once it is whole and on the disk, so that a process killed
 * during its first start leaves no half database behind: the next start throws the rest away and begins again.
 */
async function initialise(): Promise<void> {
  tell({ news: 'initialising' });
  const parent = dirname(directory);
  for (const name of readdirSync(parent)) {
    if (name.startsWith('initialising-')) rmSync(join(parent, name), { recursive: true });
  }
  rmSync(directory, { recursive: true, force: true });
  const draft = mkdtempSync(join(parent, 'initialising-'));
  const engine = await startEngine(draft, countSync, reportExit);
  await engine.close();
  syncTree(draft);
  renameSync(draft, directory);
  syncFolder(parent);
}

function tell(news: EngineNews): void {
  parentPort?.postMessage(news);
}
