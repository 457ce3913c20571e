import type { Readable } from 'node:stream';
import { createFolderStorage } from './folder.ts';

/**
 * Where the bytes of files lie, by key. A key is an id of ours, never anything that a person named.
 *
 * Nothing in it knows whose a file is: whoever keeps keys checks that before asking.
 */
export interface Storage {
  /**
   * Keeps the bytes as they come, whole or not at all; an existing key is replaced.
   *
   * @returns how many bytes there were
   * @throws what `bytes` throws, and what the disk says; nothing of it is left then
   */
  put(key: string, bytes: AsyncIterable<Uint8Array>): Promise<number>;
  /** The bytes from the first on, or null where there are none. */
  open(key: string): Promise<{ size: number; stream: Readable } | null>;
  /** Deletes what is there, also what was left half-written; nothing there is no error. */
  delete(key: string): Promise<void>;
  /** Says why nothing can be kept, or null. Writes and deletes a few bytes. */
  fault(): Promise<string | null>;
}

/** The storage that the settings ask for. Nothing is made before the first file comes. @param folder absolute path */
export const createStorage = ({ storageDir }: { storageDir: string }): Storage => createFolderStorage(storageDir);

export { createFolderStorage } from './folder.ts';
