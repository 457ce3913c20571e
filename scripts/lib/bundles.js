import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { at, state } from './paths.js';
import { capture } from './processes.js';
import { withNode } from './runtime.js';
import { say, step } from './say.js';
import { hashOf, readStamp, writeStamp } from './stamp.js';

const stampFile = join(state, 'build.json');

/** All that the bundles are made of. The lock stands for the versions of the packages and tools. */
const inputs = [
  'packages/protocol',
  'packages/client',
  'packages/ui',
  'packages/sdk',
  'packages/widget',
  'packages/console',
  'scripts/build',
  'pnpm-lock.yaml',
];

const outputs = ['packages/sdk/dist/harmony.js', 'packages/sdk/dist/manifest.json', 'packages/console/dist/index.html'];

/**
 * Builds the browser bundles unless those that stand there were made from the same sources.
 *
 * @param {string} node
 * @param {{ force?: boolean, sizes?: boolean }} [options] `sizes`: print the table even when it is not asked for by
 *   a failure
 */
export async function ensureBundles(node, { force = false, sizes = false } = {}) {
  const made = hashOf(inputs);
  if (!force && readStamp(stampFile)?.made === made && outputs.every((file) => existsSync(at(file)))) return;
  const output = await step('Building script tag, widget and console', (note) =>
    capture('The build', node, [at('scripts/build/build.ts')], { env: withNode(node), note }),
  );
  if (sizes) say(output.trimEnd());
  writeStamp(stampFile, { made });
}
