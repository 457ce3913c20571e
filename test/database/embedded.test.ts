import { mkdtempSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { beginOpening, openDatabase, type Database } from '../../packages/backend/src/platform/database/index.ts';
import { hostEngine } from '../../packages/backend/src/platform/database/embedded.ts';
import { internalsOf } from '../../packages/backend/src/platform/database/pool.ts';
import { tidyEmbedded } from '../../packages/backend/src/platform/database/tidy.ts';
import { copyEmbeddedTemplate } from '../fixtures/database.ts';
import { givenServer } from '../fixtures/postgres.ts';

let folder: string;
let db: Database | undefined;

beforeEach(async ({ skip }) => {
  if (givenServer() !== undefined) skip('about the embedded engine');
  folder = await copyEmbeddedTemplate();
}, 60_000);
afterEach(async () => {
  await db?.close();
  db = undefined;
  vi.unstubAllEnvs();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

const socketOf = (database: Database): string | undefined => {
  const { path } = internalsOf(database).pool.options as { path?: string | false };
  return path || undefined;
};

test('it listens on a socket in a folder that only this user can enter, and leaves nothing behind', async () => {
  db = await openDatabase({ dataDir: folder });
  const socket = socketOf(db)!;
  expect(statSync(socket).isSocket()).toBe(true);
  expect(statSync(dirname(socket)).mode & 0o777).toBe(0o700);
  await db.close();
  expect(() => statSync(dirname(socket))).toThrow('ENOENT');
});

test('where the path of a socket would be too long it listens on the loopback address alone', async () => {
  const long = join(mkdtempSync(join(tmpdir(), 'harmony-')), 'x'.repeat(100));
  mkdirSync(long);
  vi.stubEnv('TMPDIR', long);
  db = await openDatabase({ dataDir: folder });
  expect(socketOf(db)).toBeUndefined();
  expect(internalsOf(db).pool.options.host).toEqual(['127.0.0.1']);
  await db.ping();
  rmSync(dirname(long), { recursive: true });
});

test('an engine that another process hosts serves one server after the other, and forgets what a killed one had begun', async () => {
  const engine = await hostEngine(
    folder,
    () => {},
    () => {},
  );
  const engineSocket = engine.socketPath!;
  try {
    const first = await openDatabase({ dataDir: folder, engineSocket });
    await first.asSystem('table', (tx) => tx`create table scratch (text text)`);
    const { pool } = internalsOf(first);
    const cut = pool.begin(async (tx) => {
      await tx`insert into scratch values ('never committed')`;
      await pool.end({ timeout: 0 }); // As when its process is killed.
      await tx`select 1`;
    });
    await expect(cut).rejects.toThrow();
    db = await openDatabase({ dataDir: folder, engineSocket });
    await db.asSystem('note', (tx) => tx`insert into scratch values ('kept')`);
    expect(await db.asSystem('look', (tx) => tx`select text from scratch`)).toEqual([{ text: 'kept' }]);
    await db.close();
    db = undefined;
  } finally {
    await engine.close();
  }
  db = await openDatabase({ dataDir: folder });
  expect(await db.asSystem('look', (tx) => tx`select text from scratch`)).toEqual([{ text: 'kept' }]);
});

test('a socket where no engine listens is named, with what to do', async () => {
  await expect(openDatabase({ dataDir: folder, engineSocket: join(folder, 'nobody') })).rejects.toMatchObject({
    code: 'database/unavailable',
    message: expect.stringContaining('HARMONY_ENGINE_SOCKET'),
  });
});

test('a database that is being opened can be used at once, and says why when it cannot be opened', async () => {
  db = beginOpening({ dataDir: folder });
  expect(await db.asSystem('look', (tx) => tx`select 1 as one`)).toEqual([{ one: 1 }]);
  const second = beginOpening({ dataDir: folder });
  await expect(second.ping()).rejects.toMatchObject({ code: 'database/in-use' });
  await second.close();
});

test('every extension that a migration may ask for is there', async () => {
  db = await openDatabase({ dataDir: folder });
  const rows = await db.asSystem('look', (tx) => tx<{ name: string }[]>`select name from pg_available_extensions`);
  const names = rows.map((row) => row.name);
  expect(names).toEqual(expect.arrayContaining(['vector', 'pg_trgm', 'unaccent', 'pgcrypto', 'btree_gist']));
});

test('tidying gives back the room of deleted rows, and people are served meanwhile', async () => {
  db = await openDatabase({ dataDir: folder });
  const numbers = Array.from({ length: 20_000 }, (_, n) => n);
  await db.asSystem('fill', async (tx) => {
    await tx`create table bulky (n int, filler text)`;
    await tx`insert into bulky select n, repeat('x', 200) from unnest(${numbers}::int[]) as n`;
  });
  await db.asSystem('empty', (tx) => tx`delete from bulky`);
  const sizeOf = async (): Promise<number> => {
    const [row] = await db!.asSystem('look', (tx) => tx<{ size: number }[]>`select pg_relation_size('bulky') as size`);
    return row?.size ?? 0;
  };
  expect(await sizeOf()).toBeGreaterThan(1_000_000);
  const tidying = tidyEmbedded(db, 'vacuum');
  const startedAt = performance.now();
  await db.ping();
  expect(performance.now() - startedAt).toBeLessThan(2_000);
  await tidying;
  expect(await sizeOf()).toBe(0);
});

test('what has changed much is analysed, and nothing else', async () => {
  db = await openDatabase({ dataDir: folder });
  const numbers = Array.from({ length: 5_000 }, (_, n) => n);
  await db.asSystem('fill', async (tx) => {
    await tx`create table imported (n int)`;
    await tx`create table small (n int)`;
    await tx`insert into imported select n from unnest(${numbers}::int[]) as n`;
    await tx`insert into small values (1)`;
  });
  const known = () =>
    db!.asSystem(
      'look',
      (tx) => tx<{ relname: string; reltuples: number }[]>`
      select relname, reltuples from pg_class where relname in ('imported', 'small') order by relname`,
    );
  // Below zero: nobody has looked yet.
  expect((await known()).map(({ reltuples }) => reltuples)).toEqual([-1, -1]);
  await tidyEmbedded(db, 'analyze');
  expect((await known()).map(({ reltuples }) => reltuples)).toEqual([5_000, -1]);
});

test('a folder that cannot be made is refused with what to do', async () => {
  const impossible = join(folder, 'pgdata', 'PG_VERSION', 'below-a-file');
  await expect(openDatabase({ dataDir: impossible })).rejects.toMatchObject({
    code: 'database/unavailable',
    message: expect.stringContaining(impossible),
  });
});

test('closing twice is closing once', async () => {
  db = await openDatabase({ dataDir: folder });
  await Promise.all([db.close(), db.close()]);
  await expect(db.ping()).rejects.toThrow('CONNECTION_ENDED');
});

test('a server that does not answer is told with what to do', async () => {
  await expect(openDatabase({ url: 'postgres://nobody@127.0.0.1:1/none' })).rejects.toMatchObject({
    code: 'database/unavailable',
    remedy: expect.stringContaining('DATABASE_URL'),
  });
});
