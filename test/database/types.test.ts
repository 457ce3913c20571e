import { afterAll, beforeAll, expect, test } from 'vitest';
import { toCamel } from '../../packages/backend/src/platform/database/client.ts';
import { toIso } from '../../packages/backend/src/platform/database/index.ts';
import { openTestDatabase, type TestDatabase } from '../fixtures/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
}, 60_000);
afterAll(() => database.dispose());

test('columns come back in camelCase, the contents of JSON as they were written', async () => {
  const payload = { snake_key: { inner_key: [1, 'two', null] } };
  const [row] = await database.db.asSystem(
    'types',
    (tx) => tx`select now() as created_at, 1 as a_b_c, ${tx.json(payload)}::jsonb as payload_json`,
  );
  expect(Object.keys(row!)).toEqual(['createdAt', 'aBC', 'payloadJson']);
  expect(row?.payloadJson).toEqual(payload);
});

test('rows go in under their camelCase names', async () => {
  const row = { eventId: '01900000-0000-7000-8000-000000000001', handler: 'a.b', at: new Date(1_700_000_000_123) };
  const organisationId = '01900000-0000-7000-8000-000000000002';
  const back = await database.db.withOrganisation(organisationId, async (tx) => {
    await tx`insert into outbox_delivery ${tx({ ...row, organisationId })}`;
    return tx`select event_id, handler, at from outbox_delivery`;
  });
  expect(back).toEqual([row]);
});

test('names that are not plain snake_case stay as they are', () => {
  const names = ['id', '?column?', '_x', 'x_', 'a__b', 'createdOn', 'x_1', 'a_b2_c'];
  expect(names.map(toCamel)).toEqual(['id', '?column?', '_x', 'x_', 'a__b', 'createdOn', 'x1', 'aB2C']);
});

test('bigint and count are numbers, and one that a number cannot hold is an error', async () => {
  const { db } = database;
  const [row] = await db.asSystem('types', (tx) => tx`select count(*), 9007199254740991::bigint as big from outbox`);
  expect(row).toEqual({ count: 0, big: Number.MAX_SAFE_INTEGER });
  const unsafe = db.asSystem('types', (tx) => tx`select 9007199254740992::bigint as big`);
  await expect(unsafe).rejects.toThrow('9007199254740992');
  await expect(db.ping()).resolves.toBeUndefined();
});

test('times keep their milliseconds, arrays their type, and undefined is null', async () => {
  const at = new Date(1_700_000_000_123);
  const ids = ['01900000-0000-7000-8000-000000000001', '01900000-0000-7000-8000-000000000002'];
  const [row] = await database.db.asSystem(
    'types',
    (tx) => tx`select ${at}::timestamptz as at, ${ids}::uuid[] as ids, ${['a', 'b,c', 'd"e']}::text[] as texts,
      ${undefined}::text as missing`,
  );
  expect(row).toEqual({ at, ids, texts: ['a', 'b,c', 'd"e'], missing: null });
  expect(toIso(row?.at as Date)).toBe('2023-11-14T22:13:20.123Z');
  expect(toIso(null)).toBeNull();
});

test('vectors go in as real[] and compare by cosine distance', async () => {
  const distance = async (a: number[], b: number[]): Promise<number | undefined> => {
    const [row] = await database.db.asSystem(
      'types',
      (tx) => tx<{ distance: number }[]>`select ${a}::real[]::vector <=> ${b}::real[]::vector as distance`,
    );
    return row?.distance;
  };
  expect(await distance([1, 0, 0], [1, 0, 0])).toBeCloseTo(0, 6);
  expect(await distance([1, 0, 0], [0, 2, 0])).toBeCloseTo(1, 6);
  expect(await distance([1, 1, 0], [-1, -1, 0])).toBeCloseTo(2, 6);
  expect(await distance([0, 0, 0], [1, 0, 0])).toBeNaN();
});
