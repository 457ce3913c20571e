import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openDatabase, type Database } from '../../packages/backend/src/platform/database/index.ts';
import { migrationsDirectory } from '../../packages/backend/src/platform/database/migrations.ts';
import { openTestDatabase, type TestDatabase } from '../fixtures/database.ts';

/** The migrations that ship, and whatever a test adds to or changes in its own copy of them. */
let directory: string;
let database: TestDatabase;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'harmony-migrations-'));
  database = await openTestDatabase({ migrations: directory });
}, 60_000);
afterAll(async () => {
  await database.dispose();
  rmSync(directory, { recursive: true });
});
beforeEach(() => {
  for (const name of readdirSync(migrationsDirectory))
    copyFileSync(join(migrationsDirectory, name), join(directory, name));
});
afterEach(() => {
  for (const name of readdirSync(directory)) rmSync(join(directory, name));
});

const newest = Math.max(...readdirSync(migrationsDirectory).map((name) => Number.parseInt(name, 10)));
const add = (version: number, sql: string): void => writeFileSync(join(directory, `${version}.do.test.sql`), sql);
const tableExists = async (db: Database, name: string): Promise<boolean> => {
  const [row] = await db.asSystem(
    'look',
    (tx) => tx<{ found: boolean }[]>`select to_regclass(${name}) is not null as found`,
  );
  return row?.found === true;
};

test('a schema that is up to date stays as it is', async () => {
  await expect(database.db.migrate()).resolves.toEqual({ from: newest, to: newest });
});

test('a migration that fails leaves nothing of itself or of those before it', async () => {
  add(newest + 1, 'create table half_done ();');
  add(newest + 2, 'create table half_done_too (); select 1 / 0;');
  await expect(database.db.migrate()).rejects.toMatchObject({ code: '22012' });
  expect([await tableExists(database.db, 'half_done'), await tableExists(database.db, 'half_done_too')]).toEqual([
    false,
    false,
  ]);
});

test('a migration that ran and was changed since is refused', async () => {
  const [first] = readdirSync(directory).toSorted();
  writeFileSync(join(directory, first!), 'select 1;');
  await expect(database.db.migrate()).rejects.toMatchObject({ code: 'database/migration-changed' });
});

test('a newer migration runs once, and then an older program refuses the data', async () => {
  add(newest + 1, 'create table newer ();');
  await expect(database.db.migrate()).resolves.toEqual({ from: newest, to: newest + 1 });
  await expect(database.db.migrate()).resolves.toEqual({ from: newest + 1, to: newest + 1 });
  expect(await tableExists(database.db, 'newer')).toBe(true);

  rmSync(join(directory, `${newest + 1}.do.test.sql`));
  await expect(database.db.migrate()).rejects.toMatchObject({
    code: 'database/newer-schema',
    message: expect.stringContaining(`schema ${newest + 1}; this one knows ${newest}`),
  });
});

test('two processes that start at once migrate once', async ({ skip }) => {
  if (database.url === undefined) skip('the embedded engine belongs to one process');
  add(newest + 1, 'create table newer ();');
  add(newest + 2, 'create table newest (); select pg_sleep(0.2);');
  const other = await openDatabase({ url: database.url, migrations: directory });
  const results = await Promise.all([database.db.migrate(), other.migrate()]);
  await other.close();
  expect(results.map(({ to }) => to)).toEqual([newest + 2, newest + 2]);
  expect(results.filter(({ from }) => from < newest + 2)).toHaveLength(1);
});
