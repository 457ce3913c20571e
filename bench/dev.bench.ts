import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../test/fixtures/server.ts';
import { absolute, median, spread } from './harness.ts';
import type { Benchmark, Row } from './harness.ts';
import { copyWorkspace, linkPackages } from './workspace.ts';

const EDITS = 5;
/** How often it is asked whether the change has arrived. */
const POLL_MS = 20;
const GIVE_UP_MS = 60_000;

/** A file, what is written into it, and where that shows. */
interface Edit {
  what: string;
  file: string;
  path: string;
  change: (source: string, mark: string) => string;
}

const edits: Edit[] = [
  {
    what: 'widget',
    file: 'packages/widget/src/index.ts',
    path: '/widget.js',
    change: (source, mark) => `${source}\n(globalThis as { mark?: string }).mark = '${mark}';\n`,
  },
  {
    what: 'console',
    file: 'packages/console/src/main.ts',
    path: '/console/assets/console.js',
    change: (source, mark) => `${source}\n(globalThis as { mark?: string }).mark = '${mark}';\n`,
  },
  {
    what: 'server',
    file: 'packages/backend/src/version.ts',
    path: '/docs/json',
    change: (_source, mark) => `export const version: string = '${mark}';\n`,
  },
];

const benchmark: Benchmark = {
  about: 'npm run dev: from writing a source file until what is served has the change in it',
  run: async ({ isQuick, log }) => {
    const base = mkdtempSync(join(tmpdir(), 'harmony-dev-'));
    const port = await freePort();
    const root = join(base, 'clone');
    copyWorkspace(root);
    linkPackages(root);
    const child = spawn(process.execPath, [join(root, 'scripts/build/dev/dev.ts')], {
      cwd: root,
      env: { ...process.env, PORT: String(port), HARMONY_DATA_DIR: join(base, 'data'), LOG_LEVEL: 'warn' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let printed = '';
    child.stderr.on('data', (chunk) => (printed += String(chunk)));
    const said = () => printed;
    try {
      log('the first start …');
      const url = `http://localhost:${port}`;
      for (const { path } of edits) await untilServed(url + path, '', said);
      const rows: Row[] = [];
      for (const edit of edits) {
        log(`${edit.what} …`);
        const times = [];
        for (let count = 0; count < (isQuick ? 1 : EDITS); count += 1) times.push(await measure(root, url, edit, said));
        const seconds = times.map((ms) => ms / 1000);
        rows.push(absolute(`${edit.what} (${spread(seconds)})`, median(seconds), 's', { atMost: 2 }));
      }
      return rows;
    } finally {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
      rmSync(base, { recursive: true, force: true });
    }
  },
};

export default benchmark;

/** Changes the file as an editor would, and waits until what is served has changed too. Milliseconds. */
async function measure(root: string, url: string, edit: Edit, said: () => string): Promise<number> {
  const mark = `mark-${randomUUID()}`;
  const file = join(root, edit.file);
  const changed = edit.change(await readFile(file, 'utf8'), mark);
  const startedAt = performance.now();
  await writeFile(file, changed);
  await untilServed(url + edit.path, mark, said);
  return performance.now() - startedAt;
}

async function untilServed(url: string, text: string, said: () => string): Promise<void> {
  const startedAt = performance.now();
  for (;;) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok === true && (await response.text()).includes(text)) return;
    if (performance.now() - startedAt > GIVE_UP_MS) throw new Error(`${url} never had the change in it:\n${said()}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
