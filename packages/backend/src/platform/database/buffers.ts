import { existsSync, readdirSync, statSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';

/**
 * What the embedded engine gets for its buffers, in MB. It clears them at each start, 0.4 s for 128 MB, so that a small database
 * has few. Each page that is not in them is read through the emulated file system: with 32 MB for 10,000 experts that was 430
 * pages for each ranking, and a quarter of its time.
 */
export const leastBuffersMb = 32;
const mostBuffersMb = 256;
/** No more than this share of the machine's memory: the engine is one part of one process. */
const mostOfMemory = 1 / 8;

const MB = 2 ** 20;

/**
 * As much as the database has grown to by this start.
 *
 * @param path folder of the engine's files; it need not exist
 */
export const buffersMb = (path: string, memoryBytes = totalmem()): number => {
  const base = join(path, 'base');
  // Of those beside ours, the engine's templates, no more than a start is read.
  const sizes = existsSync(base) ? readdirSync(base).map((database) => sizeOf(join(base, database))) : [];
  const most = Math.min(mostBuffersMb, Math.floor((memoryBytes * mostOfMemory) / MB));
  return Math.max(leastBuffersMb, Math.min(most, Math.ceil(Math.max(0, ...sizes) / MB)));
};

const sizeOf = (folder: string): number =>
  readdirSync(folder).reduce(
    (sum, name) => sum + (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
