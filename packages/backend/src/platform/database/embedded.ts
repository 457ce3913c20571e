import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import postgres from 'postgres';
import { clientOptions, type Pool } from './client.ts';
import type { EngineData, EngineNews } from './engine.worker.ts';
import { DatabaseError } from './errors.ts';
import { lockDirectory } from './lock.ts';

/** The embedded engine, up and reachable through the one connection of `pool`. */
export interface EmbeddedEngine {
  pool: Pool;
  syncs: () => number;
  close(): Promise<void>;
}

/** The embedded engine, up; nobody is connected. */
export interface HostedEngine {
  /** `host:port`, or the path of `socketPath`. */
  address: string;
  /** Where there are Unix sockets. */
  socketPath: string | undefined;
  syncs: () => number;
  close(): Promise<void>;
}

/** The longest path that every system accepts for a Unix socket (104 bytes on macOS, one of them the end mark). */
const LONGEST_SOCKET_PATH = 103;
const SOCKET_PREFIX = 'harmony-db-';
const SOCKET_NOTE = 'socket-folder';
const LONGEST_CLOSING_MS = 10_000;

/**
 * Starts PostgreSQL in WebAssembly in a worker thread, on a data folder that belongs to this process alone, and connects to it.
 *
 * It is one backend that serves one connection: transactions run one after another, and one that waits for anything
 * but SQL stops everything else.
 *
 * @param onExit called when the engine ends by itself: nothing will be answered any more, the process has to go
 * @throws DatabaseError `database/in-use`, `database/unavailable`
 */
export async function startEmbedded(
  dataDir: string,
  onProgress: (text: string) => void,
  onExit: (error: DatabaseError) => void,
): Promise<EmbeddedEngine> {
  const engine = await hostEngine(dataDir, onProgress, onExit);
  const pool = connect(engine.address, engine.socketPath);
  try {
    await pool`select 1`;
  } catch (error) {
    await engine.close();
    throw error;
  }
  return {
    pool,
    syncs: engine.syncs,
    close: async () => {
      engine.markClosing();
      await pool.end({ timeout: 5 });
      await engine.close();
    },
  };
}

/**
 * Connects to an engine that another process hosts for this one alone. What a killed predecessor left in the session goes first;
 * its open transaction has been rolled back when its connection ended.
 */
export async function borrowEngine(socketPath: string): Promise<EmbeddedEngine> {
  const pool = connect(socketPath, socketPath);
  try {
    await pool`discard all`;
  } catch (error) {
    await pool.end({ timeout: 0 });
    throw new DatabaseError(
      'database/unavailable',
      `The embedded database that HARMONY_ENGINE_SOCKET names does not answer: ${String(error)}.`,
      'Unset it: it is for `npm run dev`, which sets it by itself.',
      { cause: error },
    );
  }
  return { pool, syncs: () => 0, close: () => pool.end({ timeout: 5 }) };
}

/** Starts the engine without connecting. @throws DatabaseError `database/in-use`, `database/unavailable` */
export async function hostEngine(
  dataDir: string,
  onProgress: (text: string) => void,
  onExit: (error: DatabaseError) => void,
): Promise<HostedEngine & { markClosing(): void }> {
  const unlock = takeFolder(dataDir);
  const note = join(dataDir, SOCKET_NOTE);
  removeSocketDirectory(note);
  const socketDirectory = makeSocketDirectory(note);
  const release = (): void => {
    removeSocketDirectory(note);
    unlock();
  };
  const syncs = new SharedArrayBuffer(4);
  const data: EngineData = {
    directory: join(dataDir, 'pgdata'),
    syncs,
    ...(socketDirectory === undefined ? {} : { socketPath: join(socketDirectory, 'pg') }),
  };
  const worker = new Worker(new URL('./engine.worker.ts', import.meta.url), { workerData: data });
  try {
    const address = await untilListening(worker, onProgress);
    const { markClosing } = watchForExit(worker, onExit);
    return {
      address,
      socketPath: data.socketPath,
      syncs: () => Atomics.load(new Int32Array(syncs), 0),
      markClosing,
      close: async () => {
        markClosing();
        await stop(worker);
        release();
      },
    };
  } catch (error) {
    await worker.terminate();
    release();
    throw error;
  }
}

function takeFolder(dataDir: string): () => void {
  try {
    return lockDirectory(dataDir);
  } catch (error) {
    if (error instanceof DatabaseError) throw error;
    throw new DatabaseError(
      'database/unavailable',
      `The data folder ${dataDir} cannot be used: ${error instanceof Error ? error.message : String(error)}.`,
      'Set another one, or give this user the right to write there.',
      { cause: error },
    );
  }
}

/** A folder only this user can enter; undefined where there are no Unix sockets or its path would be too long. */
function makeSocketDirectory(note: string): string | undefined {
  if (process.platform === 'win32') return undefined;
  const directory = mkdtempSync(join(tmpdir(), SOCKET_PREFIX));
  chmodSync(directory, 0o700);
  if (Buffer.byteLength(join(directory, 'pg')) > LONGEST_SOCKET_PATH) {
    rmSync(directory, { recursive: true });
    return undefined;
  }
  writeFileSync(note, directory);
  return directory;
}

/** Also what a killed process left: the note beside the data says where. Only a name of ours is ever removed. */
function removeSocketDirectory(note: string): void {
  if (!existsSync(note)) return;
  const directory = readFileSync(note, 'utf8');
  if (dirname(directory) === tmpdir() && basename(directory).startsWith(SOCKET_PREFIX)) {
    rmSync(directory, { recursive: true, force: true });
  }
  rmSync(note);
}

function untilListening(worker: Worker, onProgress: (text: string) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (reason: unknown): void =>
      reject(
        new DatabaseError(
          'database/unavailable',
          `The embedded database could not be started: ${String(reason)}`,
          'Check that the data folder is writable and its disk not full.',
        ),
      );
    worker.on('message', (message: EngineNews) => {
      if (message.news === 'initialising') onProgress('Preparing the embedded database (first start only) …');
      if (message.news === 'listening') resolve(message.address);
      if (message.news === 'failed' || message.news === 'exited') fail(message.reason);
    });
    worker.once('error', fail);
    worker.once('exit', (code) => fail(`its thread ended with ${code}`));
  });
}

/** `max: 1` because one backend can honestly serve one; kept for ever because the socket server frees no statements. */
function connect(address: string, socketPath: string | undefined): Pool {
  const options = {
    ...clientOptions,
    ...(socketPath === undefined
      ? { host: '127.0.0.1', port: Number(address.split(':').at(-1)) }
      : { path: socketPath }),
    username: 'postgres',
    database: 'postgres',
    max: 1,
    max_pipeline: 1,
    max_lifetime: null,
    idle_timeout: 0,
  };
  return postgres(options);
}

function watchForExit(worker: Worker, onExit: (error: DatabaseError) => void): { markClosing: () => void } {
  let isOver = false;
  const report = (reason: unknown): void => {
    if (isOver) return;
    isOver = true;
    onExit(
      new DatabaseError(
        'database/engine-exited',
        `The embedded database ended: ${String(reason)}`,
        'Start again: what was acknowledged is kept.',
      ),
    );
  };
  worker.on('message', (message: EngineNews) => {
    if (message.news === 'exited') report(message.reason);
  });
  worker.once('error', report);
  worker.once('exit', (code) => report(`its thread ended with ${code}`));
  return {
    markClosing: () => {
      isOver = true;
    },
  };
}

/** An engine that does not come to its end is ended: what was committed is on the disk. */
async function stop(worker: Worker): Promise<void> {
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const impatience = setTimeout(() => void worker.terminate(), LONGEST_CLOSING_MS);
  worker.postMessage('close');
  await ended;
  clearTimeout(impatience);
}
