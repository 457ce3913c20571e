import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { failuresOf } from './failures.js';
import { at, state } from './paths.js';
import { attach } from './processes.js';
import { findPostgres, startPostgres } from './postgres.js';
import { withNode } from './runtime.js';

/**
 * What a tier is given and what it answers.
 *
 * `isShort`: nobody named a tier or asked for the long forms.
 *
 * @typedef {{ node: string, browser?: string, postgres?: string, args: string[], isShort: boolean }} Setting
 * @typedef {{ passed: number, failed: number, skipped: number, failures: import('./failures.js').Failure[] }} Counts
 */

/** One function per tier of test/tiers.json. Each prints what it does and counts.
 * @type {Record<string, (setting: Setting) => Promise<Counts>>} */
export const tiers = {
  typecheck: async ({ node }) => {
    const projects = [...readdirSync(at('packages')).map((name) => join('packages', name)), 'test', 'bench', 'scripts'];
    const checked = projects.filter((project) => existsSync(at(project, 'tsconfig.json')));
    return each(checked, (project) => attach(node, [at('node_modules/typescript/bin/tsc'), '-p', at(project)]));
  },

  lint: async ({ node }) => {
    const tools = [
      'node_modules/oxlint/bin/oxlint --type-aware --deny-warnings',
      'node_modules/prettier/bin/prettier.cjs --check --log-level warn .',
    ];
    return each(tools, (tool) => attach(node, tool.split(' '), { env: withNode(node) }));
  },

  house: (setting) => vitest('house', setting),
  unit: (setting) => vitest('unit', setting),
  database: (setting) => {
    const hasBoth = process.env.HARMONY_TEST_DATABASE_URL !== undefined || findPostgres() !== undefined;
    const args = setting.isShort && hasBoth ? whereEnginesDiffer : setting.args;
    return vitest('database', { ...setting, args }, { HARMONY_TEST_DATABASE_URL: '' });
  },

  postgres: async (setting) => {
    const given = process.env.HARMONY_TEST_DATABASE_URL;
    if (given) return vitest('database', setting, { HARMONY_TEST_DATABASE_URL: given });
    const server = await startPostgres(setting.postgres ?? '');
    try {
      return await vitest('database', setting, { HARMONY_TEST_DATABASE_URL: server.url });
    } finally {
      await server.stop();
    }
  },

  sentence: (setting) => vitest('sentence', setting, { HARMONY_TEST_DATABASE_URL: '' }),

  journey: (setting) => playwright('journey', setting, [...howWide(setting), ...setting.args]),

  'journey-postgres': async (setting) => {
    const given = process.env.HARMONY_TEST_DATABASE_URL;
    const server = given ? { url: given, stop: async () => {} } : await startPostgres(setting.postgres ?? '');
    try {
      const args = setting.args.length > 0 ? setting.args : ['loop', 'canaries-journey'];
      return await playwright('journey-postgres', setting, args, { HARMONY_E2E_POSTGRES: server.url });
    } finally {
      await server.stop();
    }
  },

  zoo: (setting) => program('zoo', setting, zoo, process.env.HARMONY_LONG === '1' ? ['--long'] : ['--quick']),
  'zoo-firefox': (setting) => program('zoo-firefox', setting, zoo, ['--engine=firefox', '--pages=2']),
  'zoo-webkit': (setting) => program('zoo-webkit', setting, zoo, ['--engine=webkit', '--pages=2']),

  screens: (setting) => playwright('screens', setting, setting.args, {}, 'test/screens/playwright.config.ts'),
  newcomer: (setting) => program('newcomer', setting, 'test/newcomer/run.ts', []),
};

const zoo = 'test/zoo/run.ts';

/** What is marked `@wide` walks a way again, in another language or beside other people's code.
 * @param {Setting} setting @returns {string[]} */
function howWide({ isShort }) {
  return isShort ? ['--grep-invert=@wide'] : [];
}

/**
 * Where PostgreSQL runs the whole suite, the embedded engine runs by itself what stands on an engine's ways: locks, crashes,
 * queues, search, migrations, starts, and the way of a conversation. The journey stands on it as a whole.
 */
const whereEnginesDiffer = [
  ...['database', 'faults', 'conversation', 'principles'].map((name) => at('test', name)),
  ...['commands', 'platform', 'knowledge/search'].map((name) => at('packages/backend/src', name)),
];

/** Runs a program of ours that counts by itself.
 * @param {string} name @param {Setting} setting @param {string} file @param {string[]} args @returns {Promise<Counts>} */
async function program(name, { node, browser, args: more }, file, args) {
  const report = reportFile(name);
  const env = withNode(node, { CHROMIUM: browser });
  const code = await attach(node, [at(file), ...args, ...more, `--report=${report}`], { env });
  return countsOf(code, readReport(report));
}

/** Runs what `args` choose of the browser tests.
 * @param {string} name @param {Setting} setting @param {string[]} args @param {NodeJS.ProcessEnv} [extra] @param {string} [config] @returns {Promise<Counts>} */
async function playwright(name, { node, browser }, args, extra = {}, config = 'playwright.config.ts') {
  const report = reportFile(name);
  const env = withNode(node, { CHROMIUM: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: report, ...extra });
  const cli = at('node_modules/@playwright/test/cli.js');
  const code = await attach(node, [cli, 'test', '-c', at(config), '--reporter=list,json', ...args], {
    env,
  });
  const result = readReport(report);
  if (!result?.stats) return countsOf(code, undefined);
  const { expected, unexpected, flaky, skipped } = result.stats;
  // A test that passed only at its second try is not one that passed.
  const failed = unexpected + flaky;
  return countsOf(code, { passed: expected, failed, skipped, failures: failuresOf(result) });
}

/** Runs one of the projects of vitest.config.ts.
 * @param {string} project @param {Setting} setting @param {NodeJS.ProcessEnv} [extra] @returns {Promise<Counts>} */
async function vitest(project, { node, args }, extra = {}) {
  const report = reportFile(project);
  const cli = [at('node_modules/vitest/vitest.mjs'), 'run', '--project', project];
  const reporters = ['--reporter=default', `--reporter=${at('scripts/lib/vitest-report.js')}`];
  const env = withNode(node, { HARMONY_REPORT: report, ...extra });
  const code = await attach(node, [...cli, ...reporters, ...args], { env });
  return countsOf(code, readReport(report));
}

/** What a runner reported; a runner that fails without a test that did, or dies before its report, is a failure too.
 * @param {number} code how it ended @param {Counts | undefined} report @returns {Counts} */
function countsOf(code, report) {
  const { passed, failed, skipped, failures } = report ?? { passed: 0, failed: 0, skipped: 0, failures: [] };
  if (code === 0 || failed > 0) return { passed, failed, skipped, failures };
  const why = `it ended with code ${code} and ${report ? 'a report without a failure' : 'without a report'}`;
  return { passed, failed: 1, skipped, failures: [...failures, { name: 'its runner', why }] };
}

/** @param {string[]} items @param {(item: string) => Promise<number>} run @returns {Promise<Counts>} */
async function each(items, run) {
  /** @type {Counts} */
  const counts = { passed: 0, failed: 0, skipped: 0, failures: [] };
  for (const item of items) {
    const code = await run(item);
    counts[code === 0 ? 'passed' : 'failed'] += 1;
    if (code !== 0) counts.failures.push({ name: item, why: `it ended with code ${code}` });
  }
  return counts;
}

function reportFile(/** @type {string} */ name) {
  mkdirSync(join(state, 'reports'), { recursive: true });
  const file = join(state, 'reports', `${name}.json`);
  rmSync(file, { force: true });
  return file;
}

function readReport(/** @type {string} */ file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}
