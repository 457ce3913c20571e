import { at } from './paths.js';
import { ensureBundles } from './bundles.js';
import { tied } from './processes.js';
import { withNode } from './runtime.js';

/**
 * `npm run dev`: see scripts/build/dev/dev.ts. The production bundles are built first, because the server reads their
 * manifest; what is edited is then served from memory and a folder of its own, and never ends up in a release.
 *
 * @param {string} node
 * @param {string[]} args passed on to `harmony start`
 */
export async function dev(node, args) {
  await ensureBundles(node);
  return tied(node, [at('scripts/build/dev/dev.ts'), ...args], { env: withNode(node) }).exited;
}
