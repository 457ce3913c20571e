import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { siteConfig } from '../test/zoo/backend.ts';
import { absolute, relative } from './harness.ts';
import type { Benchmark, Row } from './harness.ts';
import { handlerTimes } from './overhead/handlers.ts';

const root = join(import.meta.dirname, '..');
/** The harness that compares what embedded products cost: it lies beside the repository, and is never copied into it. */
const harness = join(root, '..', 'shared/bench/overhead');
const dist = join(root, 'packages/sdk/dist');
const peers = join(root, 'test/zoo/peers/node_modules');

/** Peers that detect something about presses, by their letter in the harness: Sentry with replay, PostHog, Amplitude, Datadog. */
const detecting = ['c', 'd', 'h', 'i'];
const quick = ['--reps=1', '--moves=30', '--clicks=30', '--keys=30', '--rage=2', '--mutations=1000', '--console=40'];
const quickRest = ['--fetches=12', '--errors=4', '--idle=500'];

interface Medians {
  task: number;
  heap: number;
  longtasks: number;
  requests: number;
}

const benchmark: Benchmark = {
  about:
    'what we add to the main thread of a busy page, against the cheapest peer that detects presses gone wrong (thread CPU time)',
  run: async ({ isQuick, log }) => {
    if (!existsSync(harness)) throw new Error(`There is no harness at ${harness}; see bench/overhead/README.md.`);
    if (!existsSync(peers))
      throw new Error('The peers are not installed; `npm run zoo -- --peers --only=nothing` does.');
    const medians = await measured(isQuick, log);
    const bare = medians.a!;
    const ours = medians.g!;
    // The configuration, the visit, and at least one batch: ours was awake.
    if (ours.requests < 3)
      throw new Error(`Ours sent ${ours.requests} requests: it noticed nothing, so nothing was measured.`);
    const added = detecting.flatMap((id) => (medians[id] ? [medians[id].task - bare.task] : []));
    const handlers = await handlerTimes(dist, isQuick);
    return [
      relative('main-thread time added', ours.task - bare.task, 'ms', Math.min(...added), { atMost: 0.25 }),
      absolute('long tasks added', Math.max(0, ours.longtasks - bare.longtasks), '', { atMost: 0 }),
      absolute('heap added after collection', ours.heap - bare.heap, 'MB'),
      absolute('handlers, p95', handlers.p95Ms, 'ms', { atMost: 0.1 }),
      absolute('handlers, largest', handlers.mostMs, 'ms'),
      absolute('handlers, counted', handlers.count, ''),
    ] satisfies Row[];
  },
};

export default benchmark;

/**
 * Runs the harness. It runs from a temporary copy made for this run, because it writes beside itself and knows one script
 * only: the copy also serves the parts that ours loads, and answers as our server does.
 */
async function measured(isQuick: boolean, log: (line: string) => void): Promise<Record<string, Medians | undefined>> {
  const folder = await mkdtemp(join(tmpdir(), 'overhead-'));
  try {
    await cp(harness, folder, { recursive: true, mode: 0 });
    await mkdir(join(folder, 'node_modules'), { recursive: true });
    await symlink(join(root, 'test/zoo/node_modules/esbuild'), join(folder, 'node_modules/esbuild'));
    await amend(join(folder, 'run.mjs'), 'r.statusCode = 404; r.end(); });', servesParts);
    const config = /return \{ consent: 'granted', detectors[^\n]*?\};/;
    await amend(join(folder, 'variants.mjs'), config, `return ${JSON.stringify(siteConfig())};`);
    const visit = /return \{ visitId: [^\n]*?\};/;
    await amend(join(folder, 'variants.mjs'), visit, `return ${JSON.stringify(visitAnswer)};`);
    const init = `Harmony.init({ site: 'pk_bench', host: '__SINK__', consent: 'granted', bubble: 'hide' })`;
    const args = [
      ...['run.mjs', '--optional', `--modules=${peers}`, `--sdk=${join(dist, 'harmony.js')}`, `--init=${init}`],
      ...[`--out=${folder}/out`, '--label=HARMONY.Live'],
      ...(isQuick ? ['--only=a,i,g', ...quick, ...quickRest, '--no-warmup'] : [`--only=a,${detecting.join(',')},g`]),
    ];
    const env = { ...process.env, HARMONY_DIST: dist };
    const run = promisify(execFile)(process.execPath, args, { cwd: folder, env, maxBuffer: 2 ** 26 });
    run.child.stderr?.on('data', (text: Buffer) => log(text.toString().trimEnd()));
    await run;
    const result = JSON.parse(await readFile(join(folder, 'out/results.json'), 'utf8')) as {
      medians: Record<string, Medians>;
    };
    return result.medians;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const servesParts = `const part = process.env.HARMONY_DIST + u; if (/^\\/[\\w-]+\\.js$/.test(u) && fs.existsSync(part)) { r.setHeader('content-type', 'text/javascript'); return r.end(fs.readFileSync(part)); }
  r.statusCode = 404; r.end(); });`;

const visitAnswer = {
  visitId: '01900000-0000-7000-8000-000000000000',
  visitorId: '01900000-0000-7000-8000-000000000001',
  token: 'bench.bench.bench',
  expiresAt: '2099-01-01T00:00:00.000Z',
  visitorKey: 'bench-visitor-key-0000000000',
  visitor: { isIdentified: false },
};

/** @throws where the harness no longer reads as it did, so that nothing is measured by mistake */
async function amend(file: string, what: string | RegExp, by: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  const amended = text.replace(what, () => by);
  if (amended === text) throw new Error(`The harness has changed: ${file} no longer holds ${String(what)}.`);
  await writeFile(file, amended);
}
