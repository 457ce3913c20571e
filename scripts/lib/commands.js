import { join } from 'node:path';
import { ensureBrowser } from './browser.js';
import { ensureBundles } from './bundles.js';
import { dev } from './dev.js';
import { ensurePackages, ensurePeers } from './install.js';
import { at, backendMain, state } from './paths.js';
import { attach, tied } from './processes.js';
import { ensureNode, ensurePnpm, withNode } from './runtime.js';
import { say, seconds } from './say.js';
import { Remedy } from './remedy.js';
import { test } from './test.js';

/**
 * The commands behind `npm run …`. Each resolves to its exit code.
 *
 * @type {Record<string, { about: string, run: (args: string[]) => Promise<number> }>}
 */
export const commands = {
  start: {
    about: 'installs, builds, starts the server with its embedded database and the demo',
    run: async (args) => {
      const startedAt = performance.now();
      const node = await readyToRun();
      say(`✓ Everything is in place (${seconds(performance.now() - startedAt)}), starting the server …`);
      return serve(node, ['start', '--demo', ...args]);
    },
  },
  dev: {
    about: 'the same, and what you change is live within two seconds',
    run: async (args) => {
      const node = await ensureNode();
      await ensurePackages(node, 'everything');
      return dev(node, args);
    },
  },
  build: {
    about: 'builds the browser bundles and prints their sizes',
    run: async () => {
      const node = await ensureNode();
      await ensurePackages(node, 'running');
      await ensureBundles(node, { force: true, sizes: true });
      return 0;
    },
  },
  test: {
    about: 'every tier that fits 12 minutes; `-- unit` runs one',
    run: test,
  },
  check: {
    about: 'all tiers in their long forms (up to 60 minutes)',
    run: (args) => {
      process.env.HARMONY_LONG = '1';
      return test(args);
    },
  },
  bench: {
    about: 'benchmarks; `-- NAME` runs one, `--quick` only proves that it runs',
    run: async (args) => {
      const node = await readyToDevelop();
      return attach(node, [at('bench/run.ts'), ...args], { env: withNode(node) });
    },
  },
  zoo: {
    about: 'what is noticed on the pages of the zoo; `-- --peers` compares with other products, `--only=TEXT` chooses',
    run: async (args) => {
      const node = await readyToDevelop();
      const browser = await ensureBrowser(node);
      if ('missing' in browser) throw new Remedy('There is no browser to visit the zoo with.', browser.missing);
      if (args.includes('--peers')) await ensurePeers();
      return attach(node, [at('test/zoo/run.ts'), ...args], { env: withNode(node, { CHROMIUM: browser.path }) });
    },
  },
  screenshots: {
    about: 'makes the pictures of the README from the running product',
    run: async (args) => {
      const node = await readyToDevelop();
      const browser = await ensureBrowser(node);
      if ('missing' in browser) throw new Remedy('There is no browser to take pictures with.', browser.missing);
      return attach(node, [at('scripts/screenshots.ts'), ...args], { env: withNode(node, { CHROMIUM: browser.path }) });
    },
  },
  lint: {
    about: 'oxlint and the format; `-- --fix` mends what can be mended',
    run: async (args) => {
      if (!args.includes('--fix')) return test(['lint']);
      const node = await ensureNode();
      await ensurePackages(node, 'everything');
      const env = withNode(node);
      await attach(node, [at('node_modules/prettier/bin/prettier.cjs'), '--write', '--log-level', 'warn', '.'], {
        env,
      });
      return attach(node, [at('node_modules/oxlint/bin/oxlint'), '--type-aware', '--fix'], { env });
    },
  },
  locales: {
    about: 'what is missing in which language; `-- --missing` as JSON, `-- --merge FILE` takes answers in',
    run: async (args) => {
      const node = await ensureNode();
      await ensurePackages(node, 'running');
      return attach(node, [at('scripts/locales.ts'), ...args], { env: withNode(node) });
    },
  },
  harmony: {
    about: "the server's command line: `-- doctor`, `-- migrate`, … (`npx harmony …` is the same)",
    run: async (args) => serve(await readyToRun(), args),
  },
  pnpm: {
    about: 'the pnpm of this workspace: `-- --filter PACKAGE add NAME@VERSION`',
    run: async (args) => attach(await ensurePnpm(), args, { env: withNode(await ensureNode()) }),
  },
};

/** What running needs: Node, production packages, bundles. */
async function readyToRun() {
  const node = await ensureNode();
  await ensurePackages(node, 'running');
  await ensureBundles(node);
  return node;
}

async function readyToDevelop() {
  const node = await ensureNode();
  await ensurePackages(node, 'everything');
  await ensureBundles(node);
  return node;
}

/** Runs the server's command line until it ends. */
function serve(/** @type {string} */ node, /** @type {string[]} */ args) {
  // Compiled code is kept between runs: a third of a second of every start.
  const env = withNode(node, { NODE_COMPILE_CACHE: join(state, 'compile-cache') });
  return tied(node, [backendMain, ...args], { env }).exited;
}
