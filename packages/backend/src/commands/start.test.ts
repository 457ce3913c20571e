import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { copyEmbeddedTemplate } from '../../../../test/fixtures/database.ts';
import { startDemoServer, type DemoServer } from '../../../../test/fixtures/server.ts';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));
const minute = 60_000;

/** Runs the command line to its end, without any setting of ours but these. */
const harmony = async (args: string[], env: Record<string, string> = {}) => {
  const child = spawn(process.execPath, [main, ...args], { cwd: tmpdir(), env: { PATH: process.env.PATH, ...env } });
  let out = '';
  let errors = '';
  child.stdout.on('data', (text) => (out += String(text)));
  child.stderr.on('data', (text) => (errors += String(text)));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, errors };
};

let server: DemoServer;
let dataDir: string;
beforeAll(async () => {
  // With the schema in it already: what a first start adds is the database's own test.
  dataDir = await copyEmbeddedTemplate();
  server = await startDemoServer({ HARMONY_DATA_DIR: dataDir });
}, 3 * minute);
afterAll(async () => {
  await server?.dispose();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('harmony start --demo', () => {
  it('prints where everything is, once it can be used', async () => {
    for (const path of ['/', '/demo/', '/console/', '/demo/mail/', '/docs/'])
      expect(server.output()).toContain(`${server.url}${path}\n`);
    expect(server.output()).not.toContain('\u001b');
    expect((await fetch(`${server.url}/demo/`)).status).toBe(200);
  });

  it('has the demo in it', async () => {
    const answer = await fetch(`${server.url}/v1/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: server.url },
      body: JSON.stringify({ email: 'ada@demo.test', password: 'harmony-demo' }),
    });
    expect(answer.status).toBe(200);
  });

  it(
    'refuses a data folder that is in use, and says what to do',
    async () => {
      const { code, errors } = await harmony(['start', '--demo'], { PORT: '0', HARMONY_DATA_DIR: dataDir });
      expect(code).toBe(1);
      expect(errors).toContain('is in use by another process');
      expect(errors).toMatch(/Stop the other HARMONY\.Live, or set another data folder/);
    },
    minute,
  );

  it(
    'stops within 10 s with exit code 0, and tells live connections when to come back',
    async () => {
      const socket = new WebSocket(`${server.url.replace('http', 'ws')}/v1/live`);
      await once(socket, 'open');
      const bye = once(socket, 'message');
      const askedAt = performance.now();
      expect(await server.stop('SIGTERM')).toBe(0);
      expect(performance.now() - askedAt).toBeLessThan(10_000);
      expect(JSON.parse(String((await bye)[0]))).toMatchObject({ frame: 'bye', reason: 'draining' });
    },
    minute,
  );

  it(
    'keeps its data and its secret over a restart',
    async () => {
      await server.start();
      expect(server.output()).not.toContain('Made the demo.');
      expect(await server.stop('SIGINT')).toBe(0);
    },
    2 * minute,
  );
});

describe('a start that cannot be', () => {
  it(
    'names a wrong setting and ends with 2',
    async () => {
      const wrong = await harmony(['start', '--demo'], { PORT: 'seventy' });
      expect(wrong).toMatchObject({ code: 2, errors: '✗ PORT must be a port number from 0 to 65535.\n' });
      expect((await harmony(['start'])).errors).toMatch(/^✗ HARMONY_SECRET is not set/);
    },
    minute,
  );

  it(
    'names the port that is taken, and another',
    async () => {
      const other = createServer().listen(0, '127.0.0.1');
      await once(other, 'listening');
      const { port } = other.address() as AddressInfo;
      const ownDir = await copyEmbeddedTemplate();
      const { code, errors } = await harmony(['start', '--demo'], {
        PORT: String(port),
        HOST: '127.0.0.1',
        HARMONY_DATA_DIR: ownDir,
      });
      other.close();
      rmSync(ownDir, { recursive: true, force: true });
      expect(code).toBe(1);
      expect(errors).toContain(`✗ PORT ${port} on 127.0.0.1 is in use by another program.`);
      expect(errors).toContain(`PORT=${port + 1}`);
    },
    2 * minute,
  );
});

describe('the command line', () => {
  it(
    'ends with 2 and a hint for what it does not know',
    async () => {
      expect(await harmony(['dance'])).toMatchObject({
        code: 2,
        errors: expect.stringContaining('npx harmony --help'),
      });
      expect(await harmony(['start', '--fast'])).toMatchObject({ code: 2 });
      expect(await harmony(['seed'])).toMatchObject({ code: 2, errors: expect.stringContaining('--demo') });
    },
    minute,
  );

  it(
    'lists its commands',
    async () => {
      const { code, out } = await harmony(['--help']);
      expect(code).toBe(0);
      for (const name of ['start', 'migrate', 'seed', 'doctor', 'site create', 'member create'])
        expect(out).toContain(name);
    },
    minute,
  );
});
