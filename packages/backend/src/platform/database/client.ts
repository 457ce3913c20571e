import postgres from 'postgres';

/** JavaScript types of parameters beyond those that postgres.js knows by itself. */
interface ParameterTypes extends Record<string, unknown> {
  bigint: number;
}

/** The pool. Never handed to modules: see `pool.ts`. */
export type Pool = postgres.Sql<ParameterTypes>;

/**
 * The handle of one transaction, and the only way to run SQL inside it: a tagged template as in postgres.js.
 *
 * - Result columns are camelCase (`created_at` → `createdAt`); the contents of JSON columns are left as they are.
 *   Names go back the same way: `tx('createdAt')` and `tx(row, 'createdAt')` write `created_at`.
 * - `timestamptz` is a `Date`, `bigint` (also `count(*)`) a number, `numeric` (also `sum(bigint)`) a string: cast
 *   sums with `::bigint`. `undefined` as a parameter is null.
 * - JSON goes in with `tx.json(value)`, a vector as `${numbers}::real[]::vector`.
 * - A statement that fails ends the transaction, even where its error is caught: use `tx.savepoint` to survive one.
 */
export type Tx = postgres.TransactionSql<ParameterTypes>;

/** Options of postgres.js that hold for both engines. */
export const clientOptions = {
  types: {
    bigint: { to: 20, from: [20], serialize: (value: number) => String(value), parse: parseBigint },
  },
  transform: { column: { from: toCamel, to: postgres.fromCamel }, undefined: null },
  onnotice: () => {},
} satisfies postgres.Options<Record<string, postgres.PostgresType>>;

/** `created_at` → `createdAt`; anything that is not plain snake_case (`?column?`, `_x`, `a__b`, `x_`) stays as it is. */
export function toCamel(column: string): string {
  if (rawColumns || !/^[a-z][a-z0-9]*(_[a-z0-9]+)+$/.test(column)) return column;
  return column.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** An RFC 3339 time in UTC with milliseconds, as JSON carries it; null stays null. */
export function toIso<T extends Date | null>(at: T): T extends null ? null : string {
  return (at === null ? null : at.toISOString()) as T extends null ? null : string;
}

let rawColumns = false;

/**
 * Leaves column names as the database spells them while `work` runs. For the job queue's own SQL on the embedded
 * engine alone: it shares the one connection there, and holds it reserved meanwhile, so that no other query's result
 * can arrive.
 */
export async function withRawColumns<T>(work: () => Promise<T>): Promise<T> {
  rawColumns = true;
  try {
    return await work();
  } finally {
    rawColumns = false;
  }
}

function parseBigint(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is beyond what a JavaScript number holds exactly.`);
  return value;
}
