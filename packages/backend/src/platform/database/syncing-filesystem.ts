import { closeSync, existsSync, fsyncSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

/** The options and, once it runs, the parts of the Emscripten module that we touch; PGlite exports no name for it. */
type ModuleOptions = Parameters<NodeFS['init']>[1];
type PostgresModule = Parameters<NonNullable<ModuleOptions['preRun']>[number]>[0];

/** An open file of Emscripten's NODEFS; `nfd` is Node's descriptor, absent for a folder. */
interface Stream {
  nfd?: number;
  node: unknown;
}

interface NodeFilesystem {
  stream_ops: { fsync?: (stream: Stream) => number };
  realPath(node: unknown): string;
}

/** Emscripten's number for an input/output error; PostgreSQL answers a failed sync with PANIC, which is right. */
const EIO = 29;

/**
 * The data folder with syncs that reach the disk. As shipped, PGlite's file system has no `fsync` at all, so that a
 * power cut may lose acknowledged commits or break the database. Works only with `wal_sync_method=fsync`: the default
 * `fdatasync` is a stub in the engine that does nothing.
 */
export class SyncingFilesystem extends NodeFS {
  readonly #onSync: () => void;

  /** @param onSync called once for every sync of a file, so that tests can count them */
  constructor(directory: string, onSync: () => void) {
    super(directory);
    this.#onSync = onSync;
  }

  override async init(engine: PGlite, options: ModuleOptions): Promise<{ emscriptenOpts: ModuleOptions }> {
    const { emscriptenOpts } = await super.init(engine, options);
    const addSync = (module: PostgresModule): void => {
      const files = module.FS.filesystems.NODEFS as NodeFilesystem;
      files.stream_ops.fsync = (stream) => {
        try {
          if (stream.nfd === undefined) syncFolder(files.realPath(stream.node));
          else fsyncSync(stream.nfd);
        } catch {
          throw new module.FS.ErrnoError(EIO);
        }
        this.#onSync();
        return 0;
      };
    };
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), addSync] } };
  }
}

/** Makes the names in a folder durable. Windows cannot sync a folder and does not need to. */
export function syncFolder(path: string): void {
  if (process.platform !== 'win32' && existsSync(path)) syncPath(path, 'r');
}

/** Makes a folder with everything in it durable: PGlite copies a new database there without a single sync. */
export function syncTree(path: string): void {
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (entry.isDirectory()) syncTree(join(path, entry.name));
    else if (entry.isFile()) syncPath(join(path, entry.name), 'r+');
  }
  syncFolder(path);
}

function syncPath(path: string, flags: 'r' | 'r+'): void {
  const descriptor = openSync(path, flags);
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
