import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { at } from './paths.js';

/** SHA-256 over names and contents of files and folders (recursively, without dist, node_modules and tests). */
export function hashOf(/** @type {string[]} */ paths, /** @type {string[]} */ facts = []) {
  const hash = createHash('sha256').update(facts.join('\0'));
  for (const path of paths) add(hash, path);
  return hash.digest('hex');
}

/** Reads what `writeStamp` kept; undefined when there is none or it is unreadable. */
export function readStamp(/** @type {string} */ file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined; // Missing or cut off by a crash: the same as never done.
  }
}

/** Remembers that a step was done for these inputs. */
export function writeStamp(/** @type {string} */ file, /** @type {object} */ stamp) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(stamp, null, 2)}\n`);
}

/** @param {import('node:crypto').Hash} hash @param {string} path relative to the root */
function add(hash, path) {
  const full = at(path);
  if (!existsSync(full)) return;
  let entries;
  try {
    entries = readdirSync(full, { withFileTypes: true });
  } catch {
    hash.update(`${path}\0`).update(readFileSync(full)).update('\0');
    return;
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name === 'node_modules' || entry.name === 'dist' || entry.name.endsWith('.test.ts')) continue;
    add(hash, join(path, entry.name));
  }
}
