import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { absolute, median, percentile, relative, spread } from './harness.ts';
import type { Benchmark, Row } from './harness.ts';
import { engines, startServer } from './server.ts';
import type { Engine } from './server.ts';

/** Pages that send at once, each over a connection of its own. */
const PAGES = 256;
/** Signals of one batch: one that was just noticed, what ten seconds of trouble bring, what a page holds back that was offline. */
const SIZES = [1, 10, 100] as const;
const WARM_UP_MS = 1_500;
const MEASURE_MS = 4_000;
const ROUNDS = 3;

const benchmark: Benchmark = {
  about:
    `POST /v1/signals from ${PAGES} pages at once, each waiting for its answer: authenticated, validated, scrubbed, stored on disk ` +
    'before the answer, with messages that are grouped meanwhile; the baseline is a bare Fastify route that parses the same body and keeps nothing',
  run: async ({ isQuick, log }) => {
    const timing = isQuick ? { warmUpMs: 50, measureMs: 200, rounds: 1 } : full;
    const bare = await measureBare(timing, log);
    const rows: Row[] = SIZES.map((size) => absolute(`bare: ${sizeOf(size)}`, median(bare.get(size)!), 'signals/s'));
    for (const engine of await engines(log)) rows.push(...(await measure(engine, timing, bare, log)));
    return rows;
  },
};

export default benchmark;

interface Timing {
  warmUpMs: number;
  measureMs: number;
  rounds: number;
}

const full: Timing = { warmUpMs: WARM_UP_MS, measureMs: MEASURE_MS, rounds: ROUNDS };
const sizeOf = (size: number): string => (size === 1 ? 'one signal a request' : `${size} signals a request`);

/** Signals a second, by round, for each size of batch. */
type Rates = Map<number, number[]>;

async function measureBare(timing: Timing, log: (line: string) => void): Promise<Rates> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'ingest-baseline.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [port] = (await once(child.stdout, 'data')) as [Buffer];
    const url = `http://127.0.0.1:${String(port).trim()}`;
    const pages = Array.from({ length: PAGES }, () => ({ headers: {} }));
    const rates: Rates = new Map();
    for (const size of SIZES) {
      const { perSecond } = await send(url, pages, size, timing);
      rates.set(size, perSecond);
      log(`bare: ${sizeOf(size)}: ${spread(perSecond, 0)} signals a second`);
    }
    return rates;
  } finally {
    child.kill();
  }
}

async function measure(engine: Engine, timing: Timing, bare: Rates, log: (line: string) => void): Promise<Row[]> {
  const server = await startServer(engine);
  try {
    const pages = [];
    for (let page = 0; page < PAGES; page += 1) pages.push(await openPage(server.url));
    const rows: Row[] = [];
    for (const size of SIZES) {
      const { perSecond, answerMs } = await send(server.url, pages, size, timing);
      log(`${engine}: ${sizeOf(size)}: ${spread(perSecond, 0)} signals a second`);
      const metric = `${engine}: ${sizeOf(size)}`;
      const isGoal = engine === 'PostgreSQL';
      rows.push(
        relative(
          metric,
          median(perSecond),
          'signals/s',
          median(bare.get(size)!),
          isGoal ? { atLeast: 0.6 } : undefined,
        ),
        absolute(`${metric}, answered within (p95)`, percentile(answerMs, 0.95), 'ms'),
      );
      if (size === SIZES.at(-1))
        rows.push(
          absolute(`${metric}, as figure`, median(perSecond), 'signals/s', isGoal ? { atLeast: 20_000 } : undefined),
        );
    }
    return rows;
  } finally {
    await server.dispose();
  }
}

interface Page {
  headers: Record<string, string>;
}

/** Somebody who agreed that signs of trouble leave their page. */
async function openPage(url: string): Promise<Page> {
  const origin = { origin: 'http://localhost:5000', 'content-type': 'application/json' };
  const ask = async (path: string, body: object, headers: Record<string, string>): Promise<Response> => {
    const answer = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  };
  const started = (await (await ask('/v1/visits', { site: 'pk_demo' }, origin)).json()) as { token: string };
  const headers = { ...origin, authorization: `Bearer ${started.token}` };
  await ask('/v1/consent', { purposes: { detect: true }, how: 'api' }, headers);
  return { headers };
}

/** All pages send batch after batch. @returns signals a second by round, and how long each answer took */
async function send(
  url: string,
  pages: readonly Page[],
  size: number,
  { warmUpMs, measureMs, rounds }: Timing,
): Promise<{ perSecond: number[]; answerMs: number[] }> {
  const agent = new Agent({ keepAlive: true, maxSockets: pages.length });
  const answerMs: number[] = [];
  let accepted = 0;
  let isOver = false;
  const loop = async ({ headers }: Page): Promise<void> => {
    while (!isOver) {
      const startedAt = performance.now();
      const count = await post(`${url}/v1/signals`, agent, headers, batchOf(size));
      accepted += count;
      answerMs.push(performance.now() - startedAt);
    }
  };
  const loops = pages.map(loop);
  const perSecond: number[] = [];
  try {
    await pause(warmUpMs);
    for (let round = 0; round < rounds; round += 1) {
      const [before, startedAt] = [accepted, performance.now()];
      await Promise.race([pause(measureMs), Promise.all(loops)]);
      perSecond.push(((accepted - before) / (performance.now() - startedAt)) * 1_000);
    }
  } finally {
    isOver = true;
    await Promise.all(loops);
    agent.destroy();
  }
  return { perSecond, answerMs };
}

const kinds = ['error.uncaught', 'click.dead', 'click.rage', 'network.failed', 'form.hesitation'];

/** Of five signals two carry a message, each of some fifty problems. */
function batchOf(size: number): string {
  const at = new Date().toISOString();
  const signals = Array.from({ length: size }, (_, index) => ({
    ...{ id: randomUUID(), kind: kinds[index % kinds.length], at, page: '/invoices/:id', count: 1, weight: 12 },
    target: { tag: 'button', selector: 'main > form.invoice > button[type="submit"]', role: 'button' },
    fingerprint: '0123456789abcd',
    ...(index % 5 < 2 && { message: `Error: ${problems[Math.floor(Math.random() * problems.length)]} ‹n› times` }),
  }));
  return JSON.stringify({ sentAt: at, signals });
}

const problems = Array.from(
  { length: 50 },
  (_, at) => `part ${String.fromCodePoint(97 + (at % 26))}${at} has failed after`,
);

/** @returns how many were accepted */
function post(url: string, agent: Agent, headers: Record<string, string>, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const call = request(
      url,
      {
        method: 'POST',
        agent,
        headers: { 'content-type': 'application/json', ...headers, 'content-length': Buffer.byteLength(body) },
      },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => (text += part));
        answer.on('end', () => {
          if (answer.statusCode === 202) resolve((JSON.parse(text) as { accepted: number }).accepted);
          else reject(new Error(`${answer.statusCode}: ${text}`));
        });
      },
    );
    call.on('error', reject);
    call.end(body);
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
