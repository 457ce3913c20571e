import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Storage } from './index.ts';

/** Ids only: nothing that could lead out of the folder. */
const keyShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Ends the name of what is still being written. */
const unfinished = '.part';

/**
 * Files in a folder, each named by its key, in folders by the key's last two digits (the first are its time, the same for all
 * of one day). What is written counts once it is on the disk: first under another name, then renamed.
 */
export const createFolderStorage = (folder: string): Storage => {
  const pathOf = (key: string): string => {
    if (!keyShape.test(key)) throw new TypeError('A key of the storage is an id.');
    return join(folder, key.slice(-2), key);
  };

  const put: Storage['put'] = async (key, bytes) => {
    const path = pathOf(key);
    let size = 0;
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    try {
      await pipeline(
        bytes,
        async function* (source: AsyncIterable<Uint8Array>) {
          for await (const chunk of source) {
            size += chunk.byteLength;
            yield chunk;
          }
        },
        createWriteStream(path + unfinished, { mode: 0o600, flush: true }),
      );
      await rename(path + unfinished, path);
    } catch (error) {
      await rm(path + unfinished, { force: true });
      throw error;
    }
    return size;
  };

  return {
    put,
    open: async (key) => {
      try {
        const file = await open(pathOf(key), 'r');
        const { size } = await file.stat();
        return { size, stream: file.createReadStream() };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    },
    delete: async (key) => {
      await Promise.all([pathOf(key), pathOf(key) + unfinished].map((path) => rm(path, { force: true })));
    },
    fault: async () => {
      const probe = join(folder, `probe-${process.pid}`);
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        const file = await open(probe, 'w', 0o600);
        await file.write('probe');
        await file.close();
        await rm(probe);
        return null;
      } catch (error) {
        return (error as NodeJS.ErrnoException).code ?? String(error);
      }
    },
  };
};
