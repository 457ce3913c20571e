import { writeFileSync, chmodSync, mkdirSync } from 'node:fs';
import { at } from './paths.js';
import { capture } from './processes.js';
import { ensurePnpm, withNode } from './runtime.js';
import { step } from './say.js';
import { hashOf, readStamp, writeStamp } from './stamp.js';

/** Lives in node_modules, so that removing that folder forgets it too. */
const stampFile = at('node_modules/.harmony.json');

/**
 * Installs the workspace from its lock file, unless that was done for this lock.
 *
 * @param {string} node the Node that install scripts run with
 * @param {'running' | 'everything'} scope `running`: production dependencies of all packages; a full installation
 *   serves for it too
 */
export async function ensurePackages(node, scope) {
  const inputs = hashOf(['pnpm-lock.yaml', 'pnpm-workspace.yaml'], [process.platform, process.arch]);
  const done = readStamp(stampFile);
  if (done?.inputs === inputs && (done.scope === scope || done.scope === 'everything')) return;

  // Where somebody develops, `npm start` must not take their tools away.
  if (scope === 'running' && hasTools()) return ensurePackages(node, 'everything');

  const pnpm = await ensurePnpm();
  const label = scope === 'running' ? 'Installing what running needs' : 'Installing everything, tools and tests too';
  await step(label, async (note) => {
    // --trust-lockfile: pnpm would ask the registry for the age of every version in the lock, 140 MB of metadata. The lock
    // pins each package by hash, and was checked when it was written: `npm run pnpm -- add` keeps that check.
    const args = [
      'install',
      '--frozen-lockfile',
      '--trust-lockfile',
      '--reporter=append-only',
      '--config.confirm-modules-purge=false',
    ];
    args.push(scope === 'running' ? '--prod' : '--prod=false');
    // CI=1: pnpm asks nothing, there is nobody to answer.
    await capture('pnpm install', pnpm, args, { env: withNode(node, { CI: '1' }), note });
  });
  linkCommand();
  writeStamp(stampFile, { inputs, scope });
}

/** Installs the packages that ours is compared with, which nothing else needs. */
export const ensurePeers = () => ensureBeside('test/zoo/peers', 'the packages to compare with, 145 MB');

/** Installs what runs sentence models, which nothing but its own tests needs. */
export const ensureSentenceLibrary = () => ensureBeside('test/sentence/library', 'what runs sentence models, 475 MB');

/**
 * Installs a folder with a lock file of its own, unless that was done for this lock.
 *
 * @param {string} folder @param {string} what
 */
async function ensureBeside(folder, what) {
  const stamp = at(folder, 'node_modules/.harmony.json');
  const inputs = hashOf([`${folder}/package-lock.json`]);
  if (readStamp(stamp)?.inputs === inputs) return;
  await step(`Installing ${what}`, (note) =>
    capture('npm ci', 'npm', ['ci', '--prefix', at(folder), '--no-audit', '--no-fund', '--ignore-scripts'], { note }),
  );
  writeStamp(stamp, { inputs });
}

/** Whether pnpm installed development dependencies here before; its own record says so. */
function hasTools() {
  const record = readStamp(at('node_modules/.modules.yaml')); // JSON, which is YAML too.
  return record?.included?.devDependencies === true;
}

/** Makes `npx harmony …` in the repository mean the workspace's own command, never a package of that name. */
function linkCommand() {
  const file = at('node_modules/.bin/harmony');
  mkdirSync(at('node_modules/.bin'), { recursive: true });
  writeFileSync(file, `#!/bin/sh\nexec node "$(dirname "$0")/../../scripts/launcher.js" harmony "$@"\n`);
  chmodSync(file, 0o755);
}
