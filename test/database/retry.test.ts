import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../fixtures/database.ts';

let database: TestDatabase;
const organisation = randomUUID();
const [first, second] = [randomUUID(), randomUUID()];

beforeAll(async () => {
  database = await openTestDatabase();
  await database.db.withOrganisation(organisation, async (tx) => {
    for (const id of [first, second]) {
      await tx`insert into outbox (id, organisation_id, type, payload, at) values (${id}, ${organisation}, 'x', '{}', now())`;
    }
  });
}, 60_000);
afterAll(() => database.dispose());
beforeEach(({ skip }) => {
  if (database.db.engine === 'embedded')
    skip('one transaction at a time: the embedded engine has neither deadlocks nor conflicts');
});

test('of two transactions that deadlock, one is run again and both commit', async () => {
  const attempts = [0, 0];
  const { promise: firstHas, resolve: firstTook } = Promise.withResolvers<void>();
  const { promise: secondHas, resolve: secondTook } = Promise.withResolvers<void>();
  const take = (index: 0 | 1, own: string, other: string, took: () => void, otherHas: Promise<void>) =>
    database.db.withOrganisation(organisation, async (tx) => {
      attempts[index]! += 1;
      await tx`update outbox set attempts = attempts + 1 where id = ${own}`;
      took();
      await otherHas;
      await tx`update outbox set attempts = attempts + 1 where id = ${other}`;
    });
  await Promise.all([take(0, first, second, firstTook, secondHas), take(1, second, first, secondTook, firstHas)]);
  expect(attempts.toSorted((a, b) => a - b)).toEqual([1, 2]);
  const rows = await database.db.asSystem('look', (tx) => tx`select attempts from outbox order by id`);
  expect(rows.map((row) => row.attempts as number)).toEqual([2, 2]);
});

test('a serialisation failure is tried five times and then told; nothing is called after the commit', async () => {
  let attempts = 0;
  const called: number[] = [];
  const failing = database.db.withOrganisation(organisation, async (tx) => {
    attempts += 1;
    database.db.afterCommit(tx, () => called.push(attempts));
    await tx`do $$ begin raise serialization_failure; end $$`;
  });
  await expect(failing).rejects.toMatchObject({ code: '40001' });
  expect(attempts).toBe(5);
  expect(called).toEqual([]);
});

test('any other error is not tried again', async () => {
  let attempts = 0;
  const failing = database.db.withOrganisation(organisation, async (tx) => {
    attempts += 1;
    await tx`select 1 / 0`;
  });
  await expect(failing).rejects.toMatchObject({ code: '22012' });
  expect(attempts).toBe(1);
});

test('a client that dies in a transaction leaves nothing locked, and the pool goes on', async () => {
  const broken = database.db.withOrganisation(organisation, async (tx) => {
    await tx`update outbox set attempts = 99 where id = ${first}`;
    await tx`select pg_terminate_backend(pg_backend_pid())`;
  });
  await expect(broken).rejects.toThrow();
  const [row] = await database.db.withOrganisation(organisation, async (tx) => {
    await tx`set local lock_timeout = '1s'`;
    return tx<{ attempts: number }[]>`select attempts from outbox where id = ${first} for update`;
  });
  expect(row?.attempts).not.toBe(99);
});
