import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../fixtures/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
}, 60_000);
afterAll(() => database.dispose());

test('300 concurrent transactions with differing texts and values each get their own rows', async () => {
  const answers = await Promise.all(
    Array.from({ length: 300 }, (_, n) =>
      database.db.asSystem('interleaving', async (tx) => {
        // A text of its own for each, so that each is parsed anew: that is where shared backends mixed up answers.
        const [row] = await tx.unsafe<{ answer: number; text: string }[]>(
          `select ${n}::int as answer, $1::text as text from generate_series(1, 1) as series_${n}`,
          [`value ${n}`],
        );
        return row;
      }),
    ),
  );
  expect(answers).toEqual(Array.from({ length: 300 }, (_, n) => ({ answer: n, text: `value ${n}` })));
});

test('texts that fail to parse disturb none of those that run beside them', async () => {
  const outcomes = await Promise.allSettled(
    Array.from({ length: 200 }, (_, n) =>
      database.db.asSystem('interleaving', async (tx) => {
        const text = n % 3 === 0 ? `selekt ${n}` : n % 3 === 1 ? `select no_such_column_${n}` : `select ${n}::int as n`;
        const [row] = await tx.unsafe<{ n: number }[]>(text);
        return row?.n;
      }),
    ),
  );
  const expected = Array.from({ length: 200 }, (_, n) => (n % 3 === 0 ? '42601' : n % 3 === 1 ? '42703' : n));
  const seen = outcomes.map((outcome) =>
    outcome.status === 'fulfilled' ? outcome.value : (outcome.reason as { code: string }).code,
  );
  expect(seen).toEqual(expected);
});

test('answers of several megabytes arrive whole', async () => {
  const lengths = await Promise.all(
    [1, 2, 3, 4].map((n) =>
      database.db.asSystem('interleaving', async (tx) => {
        const [row] = await tx<{ long: string }[]>`select repeat(${String(n)}, ${n * 1_000_000}) as long`;
        return [row?.long.length, new Set(row?.long).size];
      }),
    ),
  );
  expect(lengths).toEqual([1, 2, 3, 4].map((n) => [n * 1_000_000, 1]));
});

test('a parameter of several megabytes arrives whole', async () => {
  const long = 'ä'.repeat(2_000_000);
  const [row] = await database.db.asSystem('interleaving', (tx) => tx<{ length: number }[]>`select length(${long})`);
  expect(row?.length).toBe(2_000_000);
});
