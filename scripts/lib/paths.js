import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Absolute path of something in the repository. */
export const at = (/** @type {string[]} */ ...parts) => join(root, ...parts);

/** The server's command line, run as TypeScript. */
export const backendMain = at('packages/backend/src/main.ts');

/** What the launcher remembers between runs; never committed, safe to delete. */
export const state = at('scripts/.state');
