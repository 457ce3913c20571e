import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../fixtures/database.ts';

const rows = 2_000;

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
}, 60_000);
afterAll(() => database.dispose());

test('what a transaction read is gone with the next young collection, and waits for no full one', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as (options?: { type: 'minor' }) => void;
  const heap = (): number => process.memoryUsage().heapUsed;
  const read = async (times: number): Promise<number> => {
    let all = 0;
    for (let time = 0; time < times; time += 1)
      await database.db.asSystem('test', async (tx) => {
        all += (await tx`select x, repeat('y', 40) as words from generate_series(1, ${rows}::integer) x`).length;
      });
    return all;
  };

  /** What only a full collection finds to be gone, bytes: of a few transactions, as many would bring one about. */
  const heldByTen = async (): Promise<number> => {
    collect();
    expect(await read(10)).toBe(10 * rows);
    // What is young goes into the old space with the second, if anything holds it still.
    collect({ type: 'minor' });
    collect({ type: 'minor' });
    const left = heap();
    collect();
    return left - heap();
  };

  await read(20);
  const held: number[] = [];
  for (let round = 0; round < 5; round += 1) held.push(await heldByTen());
  expect(held.toSorted((a, b) => a - b)[2]).toBeLessThan(1e6);
});
