import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { startChild } from '../fixtures/child.ts';

/**
 * Every row of every table, as text: what a thief of the database would have. In a process of its own, for the embedded
 * engine; nothing else may have the folder open.
 */
export const dumpDatabase = async (where: { url: string } | { dataDir: string }): Promise<string> => {
  const child = startChild(new URL('dump-child.ts', import.meta.url), [JSON.stringify(where)]);
  const { code, errors } = await child.ended;
  if (code !== 0) throw new Error(`The database could not be read:\n${errors}`);
  return child.lines.join('\n');
};

/** Every file below a folder: what is kept beside the tables, and what the engine has written ahead of them. */
export const filesBelow = (folder: string): Buffer =>
  Buffer.concat(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name))
      .filter((path) => statSync(path).isFile())
      .map((path) => readFileSync(path)),
  );
