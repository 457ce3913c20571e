import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Tx } from '../../packages/backend/src/platform/database/index.ts';
import type { PersonalData } from '../../packages/backend/src/platform/personal-data.ts';
import { openTestDatabase } from '../fixtures/database.ts';
import type { TestDatabase } from '../fixtures/database.ts';
import { allColumns, columnsOfPeople, openTables, scopedTables, unclaimedColumns } from './schema.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.dispose());

test('Every table with an organisation_id has row-level security with a policy that compares it', async () => {
  const tables = await look(scopedTables);

  expect(tables.length).toBeGreaterThan(5);
  expect(openTables(tables)).toBe('');
});

test('A table without row-level security, or without a policy, is seen', async () => {
  const tables = await look(scopedTables, async (tx) => {
    await tx`create table forgotten (organisation_id uuid not null)`;
    await tx`create table half (organisation_id uuid not null)`;
    await tx`alter table half enable row level security`;
  });

  expect(openTables(tables)).toMatch(/^forgotten has .*no row-level security[^]*half has .*no policy/);
});

test('Every column that refers to a visitor, member or account is claimed by a personal-data.ts, and none is claimed in vain', async () => {
  const columns = await look(columnsOfPeople);

  expect(columns.length).toBeGreaterThan(5);
  expect(unclaimedColumns(columns, await look(allColumns), await claimsOfModules())).toBe('');
});

test('A column of a person that nobody claims, and a claim without a column, are seen', async () => {
  const columns = await look(columnsOfPeople, async (tx) => {
    await tx`create table diary (organisation_id uuid, author uuid references visitor, last_member_id uuid)`;
  });
  const claims = await claimsOfModules();
  const complaint = unclaimedColumns(
    columns,
    await look(allColumns),
    new Map([...claims, ['ghost', ['attic.visitor_id']]]),
  );

  expect(complaint).toMatch(
    /^diary\.author refers[^]*diary\.last_member_id refers[^]*ghost\/personal-data\.ts claims attic\.visitor_id/,
  );
});

/** Asks about the schema, after changes that are rolled back. */
async function look<T>(ask: (tx: Tx) => Promise<T>, change?: (tx: Tx) => Promise<void>): Promise<T> {
  const undo = new Error('looked, now undo');
  let answer: T | undefined;
  try {
    await database.db.asSystem('house test', async (tx) => {
      await change?.(tx);
      answer = await ask(tx);
      throw undo;
    });
  } catch (error) {
    if (error !== undo) throw error;
  }
  return answer as T;
}

/** What each module says that it keeps. Some build their declaration from the clock; what they claim does not depend on it. */
async function claimsOfModules(): Promise<Map<string, string[]>> {
  const source = fileURLToPath(new URL('../../packages/backend/src/', import.meta.url));
  const claims = new Map<string, string[]>();
  for (const file of globSync('*/personal-data.ts', { cwd: source }).filter((path) => !path.startsWith('platform/'))) {
    const { personalData } = (await import(`${source}${file}`)) as {
      personalData: PersonalData | ((clock: object) => PersonalData);
    };
    const { columns } = typeof personalData === 'function' ? personalData({ now: () => 0 }) : personalData;
    claims.set(file.split('/')[0] ?? file, [...columns]);
  }
  return claims;
}
