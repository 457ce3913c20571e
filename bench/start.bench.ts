import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { startCountingProxy } from './counting-proxy.ts';
import { makeFreshMachine } from './fresh-machine.ts';
import { absolute, median, relative, spread } from './harness.ts';
import type { Benchmark } from './harness.ts';

/** How long a server rests before its memory is read. */
const REST_MS = 10_000;

const benchmark: Benchmark = {
  about: 'npm start on a machine without caches, then again; memory is compared with a bare Node HTTP server',
  run: async ({ isQuick, log }) => {
    const proxy = await startCountingProxy();
    const machine = makeFreshMachine();
    try {
      log('cold: downloads, builds, makes the database …');
      const cold = await machine.start({
        HTTPS_PROXY: proxy.url,
        https_proxy: proxy.url,
        npm_config_https_proxy: proxy.url,
      });
      for (const line of cold.steps) log(line);
      for (const [host, bytes] of proxy.hosts()) log(`${(bytes / 1e6).toFixed(1)} MB from ${host}`);
      const megabytes = proxy.received() / 1e6;

      const memory: number[] = [];
      const warm = [];
      for (let run = 0; run < (isQuick ? 1 : 5); run += 1) {
        // Without the network: a proxy that is not there.
        const offline = { HTTPS_PROXY: 'http://127.0.0.1:9', npm_config_https_proxy: 'http://127.0.0.1:9' };
        warm.push(
          await machine.start(offline, async (pid) => {
            if (run > 0) return;
            await new Promise((resolve) => setTimeout(resolve, isQuick ? 0 : REST_MS));
            memory.push(residentMegabytes(pid));
          }),
        );
      }
      const warmSeconds = warm.map(({ readyMs }) => readyMs / 1000);
      const stops = [cold, ...warm];
      const unclean = stops.filter(({ exitCode }) => exitCode !== 0).length;
      return [
        absolute('cold start to ready', cold.readyMs / 1000, 's'),
        absolute(`warm start to ready, offline (${spread(warmSeconds)})`, median(warmSeconds), 's', { atMost: 3 }),
        absolute('downloaded by the first start', megabytes, 'MB', { atMost: 150 }),
        absolute('Ctrl-C to the end, slowest', Math.max(...stops.map(({ stopMs }) => stopMs)) / 1000, 's', {
          atMost: 10,
        }),
        absolute('ends other than with exit code 0', unclean, '', { atMost: 0 }),
        relative('resident memory, idle', memory[0] ?? Number.NaN, 'MB', await bareServerMegabytes()),
      ];
    } finally {
      machine.dispose();
      proxy.close();
    }
  },
};

export default benchmark;

/** Resident set of a process (Linux). */
function residentMegabytes(pid: number): number {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1]) / 1024;
}

/** The baseline: the same Node with an HTTP server that does nothing. */
async function bareServerMegabytes(): Promise<number> {
  const program = "require('node:http').createServer().listen(0, '127.0.0.1', () => console.log('up'))";
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  const megabytes = residentMegabytes(child.pid ?? 0);
  child.kill();
  return megabytes;
}
