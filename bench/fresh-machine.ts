import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { copyWorkspace } from './workspace.ts';

const root = join(import.meta.dirname, '..');

/** How long a first start may take before it counts as failed. */
const READY_WITHIN_MS = 300_000;

/** A folder with what a clone of this working tree would have, a home without caches, and the machine's own Node. */
export interface FreshMachine {
  folder: string;
  /** Runs `npm start` until it is ready; then `idle` may look at it; then Ctrl-C. */
  start(settings?: NodeJS.ProcessEnv, idle?: (pid: number) => Promise<void>): Promise<Started>;
  dispose(): void;
}

/** What one `npm start` took. */
export interface Started {
  /** From the command to the first good answer of `/readyz`. */
  readyMs: number;
  /** From Ctrl-C to the end. */
  stopMs: number;
  /** Exit code of npm after Ctrl-C; the contract says 0. */
  exitCode: number | null;
  /** What it did before the server began, a line each. */
  steps: string[];
}

/** Makes one in the system's temporary folder. */
export function makeFreshMachine(): FreshMachine {
  const base = mkdtempSync(join(tmpdir(), 'harmony-fresh-'));
  const folder = join(base, 'clone');
  copyWorkspace(folder);
  const env = freshEnvironment(join(base, 'home'));
  return {
    folder,
    start: (settings = {}, idle) => start(folder, { ...env, ...settings }, idle),
    dispose: () => rmSync(base, { recursive: true, force: true }),
  };
}

/** The least that a login shell has: no caches of ours, and no Node of ours before the machine's own. */
function freshEnvironment(home: string): NodeJS.ProcessEnv {
  mkdirSync(home, { recursive: true });
  const path = (process.env.PATH ?? '').split(delimiter).filter((one) => !one.startsWith(root));
  return { HOME: home, PATH: path.join(delimiter), LANG: 'C.UTF-8', LOG_LEVEL: 'warn' };
}

async function start(folder: string, env: NodeJS.ProcessEnv, idle?: (pid: number) => Promise<void>): Promise<Started> {
  const port = await freePort();
  const startedAt = performance.now();
  const child = spawn('npm', ['start'], {
    cwd: folder,
    env: { ...env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // A process group of its own, as a terminal gives it: Ctrl-C reaches all of it.
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));

  while (!(await answers(port))) {
    if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}:\n${output}`);
    if (performance.now() - startedAt > READY_WITHIN_MS) {
      process.kill(-(child.pid ?? 0), 'SIGKILL');
      throw new Error(`npm start was not ready within ${READY_WITHIN_MS / 1000} s:\n${output}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const readyMs = performance.now() - startedAt;
  if (idle) await idle(serverOf(child.pid ?? 0));
  const stoppedAt = performance.now();
  process.kill(-(child.pid ?? 0), 'SIGINT');
  const exitCode = await exited;
  const steps = output.split('\n').filter((line) => line.startsWith('✓'));
  return { readyMs, stopMs: performance.now() - stoppedAt, exitCode, steps };
}

/** The process at the end of the chain npm → launcher → server (Linux). */
function serverOf(pid: number): number {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' ').filter(Boolean),
  );
  return children[0] === undefined ? pid : serverOf(Number(children[0]));
}

async function answers(port: number): Promise<boolean> {
  const response = await fetch(`http://localhost:${port}/readyz`).catch(() => undefined);
  return response?.ok === true;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
