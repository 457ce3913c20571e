import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from './clock.ts';

/**
 * The demo's own secret: made once, kept in the data folder, readable by its owner alone. Tokens so survive a restart.
 * Two processes that start at once agree, because only one of them can make the file.
 */
export const demoSecret = (dataDir: string): string => {
  const file = join(dataDir, 'demo-secret');
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(file, systemClock.newSecret(), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8');
};
