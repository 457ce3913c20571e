import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../packages/backend/src/platform/database/index.ts';
import { internalsOf } from '../../packages/backend/src/platform/database/pool.ts';
import { startChild, type Child } from '../fixtures/child.ts';
import { copyEmbeddedTemplate } from '../fixtures/database.ts';
import { createDatabase, givenServer } from '../fixtures/postgres.ts';

/** The full form of a test that gains by repetition runs with `npm run check`. */
const isLong = process.env.HARMONY_LONG === '1';
const program = new URL('database-child.ts', import.meta.url);
const cleanUp: (() => void | Promise<void>)[] = [];
let children: Child[] = [];

beforeEach(({ skip, task }) => {
  const isForBoth = task.name.startsWith('nothing acknowledged');
  if (givenServer() !== undefined && !isForBoth) skip('about the embedded engine');
});
afterEach(async () => {
  for (const child of children) {
    child.kill('SIGKILL');
    await child.ended;
  }
  children = [];
  for (const step of cleanUp.splice(0).toReversed()) await step();
});

const start = (mode: string, place: string): Child => {
  const child = startChild(program, [mode, place]);
  children.push(child);
  return child;
};
const emptyFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'harmony-fault-'));
  cleanUp.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};
const preparedFolder = async (): Promise<string> => {
  const folder = await copyEmbeddedTemplate();
  cleanUp.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};
const preparedPlace = async (): Promise<string> => {
  const serverUrl = givenServer();
  if (serverUrl === undefined) return preparedFolder();
  const { url, drop } = await createDatabase(serverUrl);
  cleanUp.push(drop);
  return url;
};
const lastAcknowledged = (child: Child): number =>
  Number(child.lines.findLast((line) => line.startsWith('ack '))?.slice(4) ?? 0);

test('nothing acknowledged is lost by kill -9, in any round', { timeout: 600_000 }, async () => {
  const rounds = isLong ? 30 : 5;
  const place = await preparedPlace();
  let acknowledged = 0;
  for (let round = 0; round <= rounds; round += 1) {
    const child = start('acknowledge', place);
    const [, count, max] = (await child.says('start ')).split(' ').map(Number);
    expect(max).toBeGreaterThanOrEqual(acknowledged);
    // The one that was under way may be there too; a gap or a double one may not.
    expect(max).toBeLessThanOrEqual(acknowledged + 1);
    expect(count).toBe(max);
    await child.says('ack ');
    await new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 450));
    child.kill('SIGKILL');
    await child.ended;
    acknowledged = lastAcknowledged(child);
  }
  console.log(`${rounds} rounds of kill -9, ${acknowledged} acknowledged transactions, none lost`);
});

test(
  'a process killed during its first start leaves nothing in the way of the next one',
  { timeout: 300_000 },
  async () => {
    const folder = emptyFolder();
    // From before the engine is loaded to the last moments of the first start, which takes 3 to 8 s.
    const moments = isLong
      ? [100, 300, 600, 1_000, 1_500, 2_000, 2_500, 3_000, 3_500, 4_000, 5_000, 6_000]
      : [400, 1_500, 3_000];
    for (const momentMs of moments) {
      const child = start('hold', folder);
      await Promise.race([child.says('ready'), new Promise((resolve) => setTimeout(resolve, momentMs))]);
      child.kill('SIGKILL');
      await child.ended;
    }
    const db = await openDatabase({ dataDir: folder });
    await expect(db.migrate()).resolves.toMatchObject({ from: 0 });
    await db.close();
    expect(readdirSync(folder).toSorted()).toEqual(['lock.sqlite', 'pgdata']);
  },
);

test(
  'a second process is refused at once, and gets the folder when the first is killed',
  { timeout: 60_000 },
  async () => {
    const folder = await preparedFolder();
    const first = start('hold', folder);
    await first.says('ready');
    const startedAt = performance.now();
    await expect(openDatabase({ dataDir: folder })).rejects.toMatchObject({
      code: 'database/in-use',
      message: expect.stringContaining(folder),
      remedy: expect.stringContaining('DATABASE_URL'),
    });
    expect(performance.now() - startedAt).toBeLessThan(500);
    const socketFolder = readFileSync(join(folder, 'socket-folder'), 'utf8');
    first.kill('SIGKILL');
    await first.ended;
    expect(existsSync(socketFolder)).toBe(true);
    const db = await openDatabase({ dataDir: folder });
    expect(existsSync(socketFolder)).toBe(false);
    await expect(openDatabase({ dataDir: folder })).rejects.toMatchObject({ code: 'database/in-use' });
    await db.ping();
    await db.close();
  },
);

test('SIGTERM closes the database and ends the process with 0', { timeout: 60_000 }, async () => {
  const folder = await preparedFolder();
  const child = start('hold', folder);
  await child.says('ready');
  child.kill('SIGTERM');
  expect(await child.ended).toMatchObject({ code: 0 });
  expect(child.lines.at(-1)).toBe('closed');
});

test(
  'when the engine ends by itself, the process says so and ends, and the next one starts',
  { timeout: 60_000 },
  async () => {
    const folder = await preparedFolder();
    const child = start('exit', folder);
    await child.says('ready');
    expect(await child.ended).toMatchObject({ code: 70 });
    expect(child.lines).toContain('fatal embedded database ended');
    const db = await openDatabase({ dataDir: folder });
    await db.ping();
    await db.close();
  },
);

test(
  'each commit reaches the disk before it is acknowledged, and a transaction that only reads does not',
  { timeout: 60_000 },
  async () => {
    const db = await openDatabase({ dataDir: await preparedFolder() });
    const { syncs } = internalsOf(db);
    await db.asSystem('warm up', (tx) => tx`create table counted (n int)`);
    const before = syncs();
    const commits = 200;
    for (let n = 0; n < commits; n += 1) {
      await db.asSystem('write', (tx) => tx`insert into counted values (${n})`);
      expect(syncs()).toBeGreaterThan(before + n);
    }
    expect(syncs() - before).toBeLessThan(commits * 1.1);
    const afterWriting = syncs();
    for (let n = 0; n < 50; n += 1) await db.asSystem('read', (tx) => tx`select count(*) from counted`);
    expect(syncs() - afterWriting).toBeLessThanOrEqual(1);
    await db.close();
  },
);

test(
  'a full disk fails the write, and with room again everything acknowledged is there',
  { timeout: 120_000 },
  async ({ skip }) => {
    const folder = emptyFolder();
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=96m', 'tmpfs', folder], { encoding: 'utf8' });
    if (mounted.status !== 0)
      skip(`a small file system cannot be mounted here: ${mounted.stderr || mounted.error?.message}`);
    cleanUp.push(() => void spawnSync('umount', ['-l', folder]));
    const ballast = join(folder, 'ballast');
    const template = await copyEmbeddedTemplate();
    spawnSync('cp', ['-r', join(template, 'pgdata'), folder]);
    rmSync(template, { recursive: true });
    writeFileSync(ballast, Buffer.alloc(30_000_000));

    const child = start('acknowledge', folder);
    await child.says('ack ');
    const { errors, code } = await child.ended;
    expect(`${errors} ${child.lines.at(-1)} ${code}`).toMatch(
      /No space left|53100|could not (write|extend)|fatal embedded/,
    );
    const acknowledged = lastAcknowledged(child);
    expect(acknowledged).toBeGreaterThan(0);

    rmSync(ballast);
    const next = start('acknowledge', folder);
    const [, count, max] = (await next.says('start ')).split(' ').map(Number);
    expect(max).toBeGreaterThanOrEqual(acknowledged);
    expect(count).toBe(max);
    await next.says(`ack ${max! + 1}`);
  },
);

test('a later start is quick', { timeout: 60_000 }, async () => {
  const folder = await preparedFolder();
  const times: number[] = [];
  for (let n = 0; n < 3; n += 1) {
    const startedAt = performance.now();
    const db = await openDatabase({ dataDir: folder });
    await db.migrate();
    times.push(Math.round(performance.now() - startedAt));
    await db.close();
  }
  console.log(`warm starts of the embedded database: ${times.join(', ')} ms`);
  expect(Math.min(...times)).toBeLessThan(5_000);
});
