import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Tx } from '../../packages/backend/src/platform/database/index.ts';
import { openTestDatabase, type TestDatabase } from '../fixtures/database.ts';
import { recordingLog } from '../fixtures/log.ts';

const organisation = randomUUID();
const log = recordingLog();
let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase({ log });
}, 60_000);
afterAll(() => database.dispose());

const nested = { code: 'database/nested-transaction' };
const over = { code: 'database/transaction-over' };

const insertEvent = (tx: Tx, id: string) =>
  tx`insert into outbox (id, organisation_id, type, payload, at) values (${id}, ${organisation}, 'test', '{}', now())`;
const isStored = async (id: string): Promise<boolean> => {
  const rows = await database.db.asSystem('look', (tx) => tx`select 1 from outbox where id = ${id}`);
  return rows.length === 1;
};

test('reaching for the pool inside a transaction throws at once', async () => {
  const { db } = database;
  await db.withOrganisation(organisation, async (tx) => {
    await expect(db.withOrganisation(organisation, async () => 1)).rejects.toMatchObject(nested);
    await expect(db.asSystem('nested', async () => 1)).rejects.toMatchObject(nested);
    await expect(db.ping()).rejects.toMatchObject(nested);
    const [row] = await tx<{ fine: number }[]>`select 1 as fine`;
    expect(row?.fine).toBe(1);
  });
});

test('the guard reaches into what the transaction calls, and ends with it', async () => {
  const { db } = database;
  let later: Promise<unknown> | undefined;
  const { promise: committed, resolve: commit } = Promise.withResolvers<void>();
  await db.asSystem('outer', async () => {
    const helper = async (): Promise<unknown> => db.asSystem('inner', async () => 1);
    await expect(Promise.all([helper(), helper()])).rejects.toMatchObject(nested);
    later = committed.then(() => db.asSystem('after the commit', async () => 'allowed'));
  });
  commit();
  await expect(later).resolves.toBe('allowed');
});

test('a handle kept beyond its transaction takes no statement', async () => {
  let kept: Tx | undefined;
  await database.db.withOrganisation(organisation, async (tx) => {
    kept = tx;
    await tx`select 1`;
  });
  await expect((async () => kept!`select 1`)()).rejects.toMatchObject(over);
  await expect((async () => kept!.unsafe('select 1'))()).rejects.toMatchObject(over);
  expect(() => database.db.afterCommit(kept!, () => {})).toThrow(expect.objectContaining(over));
});

test('a query that was made inside a transaction and is awaited after it is not sent', async () => {
  const { query } = await database.db.withOrganisation(organisation, async (tx) => ({
    query: tx`select current_user`,
  }));
  await expect((async () => query)()).rejects.toMatchObject(over);
});

test('a failed transaction leaves nothing, and no error that was caught inside hides it', async () => {
  const id = randomUUID();
  const failing = database.db.withOrganisation(organisation, async (tx) => {
    await insertEvent(tx, id);
    await tx`select 1 / 0`.catch(() => {});
  });
  await expect(failing).rejects.toMatchObject({ code: '22012' });
  expect(await isStored(id)).toBe(false);
});

test('a savepoint survives an error inside it', async () => {
  const [kept, lost] = [randomUUID(), randomUUID()];
  await database.db.withOrganisation(organisation, async (tx) => {
    await insertEvent(tx, kept);
    await expect(
      tx.savepoint(async (inner) => {
        await insertEvent(inner, lost);
        await inner`select 1 / 0`;
      }),
    ).rejects.toMatchObject({ code: '22012' });
    const [row] = await tx<{ user: string }[]>`select current_user as user`;
    expect(row?.user).toBe('harmony_app');
  });
  expect([await isStored(kept), await isStored(lost)]).toEqual([true, false]);
});

test('what waits for the commit runs after it, once, and never after a rollback', async () => {
  const story: string[] = [];
  const id = randomUUID();
  await database.db.withOrganisation(organisation, async (tx) => {
    database.db.afterCommit(tx, () => story.push('after'));
    await tx.savepoint(async (inner) => database.db.afterCommit(inner, () => story.push('after, from a savepoint')));
    await insertEvent(tx, id);
    story.push('inside');
  });
  story.push('returned');
  expect(story).toEqual(['inside', 'after', 'after, from a savepoint', 'returned']);

  const never = vi.fn();
  const failing = database.db.asSystem('fails', async (tx) => {
    database.db.afterCommit(tx, never);
    throw new Error('changed my mind');
  });
  await expect(failing).rejects.toThrow('changed my mind');
  expect(never).not.toHaveBeenCalled();
});

test('a transaction of the system says why, at debug level', async () => {
  await database.db.asSystem('count everything', async () => {});
  expect(log.lines).toContainEqual({
    level: 'debug',
    details: { reason: 'count everything' },
    text: 'database as system',
  });
});
