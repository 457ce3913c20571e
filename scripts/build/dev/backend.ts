import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { root } from '../bundles.ts';

/** How often the server is asked whether it is ready, while it starts. */
const POLL_MS = 30;

/** How long it may take to stop before it is killed. */
const STOP_MS = 5_000;

/** Compiled code is kept between restarts; a change recompiles only its own file. */
const cache = join(root, 'scripts/.state/compile-cache');

/** The server under development, as a process that is replaced when its sources change. */
export class Backend {
  readonly #publicPort: number;
  readonly #args: string[];
  readonly #engineSocket: string | undefined;
  readonly #log: (line: string) => void;
  #child: ChildProcess | undefined;
  #ready: Promise<number> = Promise.reject(new Error('not started'));
  #isStopping = false;

  /**
   * `publicPort` is where people see it, behind the proxy; its own port is any that is free. `engineSocket`: where the embedded
   * engine listens that outlives it.
   */
  constructor(publicPort: number, args: string[], engineSocket: string | undefined, log: (line: string) => void) {
    this.#publicPort = publicPort;
    this.#args = args;
    this.#engineSocket = engineSocket;
    this.#log = log;
    this.#ready.catch(() => undefined);
  }

  /** The port to send a request to, once the server answers; rejects when it ends instead. */
  ready(): Promise<number> {
    return this.#ready;
  }

  start(): void {
    const startedAt = performance.now();
    this.#ready = this.#spawn();
    this.#ready.then(
      () => this.#log(`server ready (${Math.round(performance.now() - startedAt)} ms)`),
      (error: unknown) => this.#log(`server: ${error instanceof Error ? error.message : String(error)}`),
    );
  }

  /**
   * Ends it and starts it again; a change meanwhile changes nothing, the new process reads it anyway. It is killed, not asked:
   * an orderly end takes a second, and what was acknowledged survives a kill, which is worth being seen every day.
   */
  restart(): void {
    if (this.#isStopping) return;
    this.#isStopping = true;
    const port = this.stop('SIGKILL').then(() => {
      this.#isStopping = false;
      this.start();
      return this.#ready;
    });
    port.catch(() => undefined); // start() has said it.
    this.#ready = port;
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    child.kill(signal);
    await gone;
    clearTimeout(timer);
  }

  async #spawn(): Promise<number> {
    const port = await freePort();
    const child = spawn(
      process.execPath,
      [join(root, 'packages/backend/src/main.ts'), 'start', '--demo', ...this.#args],
      {
        cwd: root,
        env: {
          ...process.env,
          PORT: String(port),
          PUBLIC_URL: `http://localhost:${this.#publicPort}`,
          NODE_COMPILE_CACHE: cache,
          ...(this.#engineSocket === undefined ? {} : { HARMONY_ENGINE_SOCKET: this.#engineSocket }),
        },
        stdio: 'inherit',
      },
    );
    this.#child = child;
    // As long as it lives: a first start makes the database, which takes a busy machine half a minute.
    while (child.exitCode === null && child.signalCode === null) {
      const response = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
      if (response?.ok) return port;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    throw new Error(`it ended with ${child.exitCode ?? child.signalCode}; it starts again at the next change`);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
