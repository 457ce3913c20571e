import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DatabaseError } from './errors.ts';

/**
 * Takes the data folder for this process. PGlite locks nothing: two processes would both open the files and ruin them.
 *
 * SQLite's exclusive lock is one that the system itself takes back when the process dies, `kill -9` included, so no
 * stale lock file can ever keep a person out of their own data.
 *
 * @returns a function that gives the folder back
 * @throws DatabaseError `database/in-use` when another process, or another database of this one, has it
 */
export function lockDirectory(directory: string): () => void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const lock = new DatabaseSync(join(directory, 'lock.sqlite'), { timeout: 0 });
  try {
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    if (!(error instanceof Error && /locked/.test(error.message))) throw error;
    throw new DatabaseError(
      'database/in-use',
      `The data folder ${directory} is in use by another process.`,
      'Stop the other HARMONY.Live, or set another data folder; several processes need PostgreSQL (DATABASE_URL).',
      { cause: error },
    );
  }
  return () => lock.close();
}
