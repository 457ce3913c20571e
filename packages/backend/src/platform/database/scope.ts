import { AsyncLocalStorage } from 'node:async_hooks';
import postgres from 'postgres';
import type { Pool, Tx } from './client.ts';
import { DatabaseError } from './errors.ts';

/** One open transaction: what it is for, whether it still takes statements, and what waits for its commit. */
interface Scope {
  readonly purpose: string;
  state: 'open' | 'over';
  readonly afterCommit: (() => void)[];
}

const current = new AsyncLocalStorage<Scope>();
const scopes = new WeakMap<object, Scope>();

/** SQLSTATEs that mean "nothing was wrong, run it again": serialisation failure and deadlock. */
const RETRYABLE = new Set(['40001', '40P01']);
const MOST_ATTEMPTS = 5;

/**
 * Runs `work` in a transaction of its own; `prepare` runs first, inside it.
 *
 * A deadlock or serialisation failure runs the whole of `work` again, five times at most, so `work` touches nothing but
 * the database: what must happen once goes into `afterCommit`. The embedded engine never raises these.
 *
 * @throws DatabaseError `database/nested-transaction` inside another transaction; what `work` threw otherwise
 */
export async function runTransaction<T>(
  pool: Pool,
  purpose: string,
  prepare: ((tx: Tx) => Promise<unknown>) | undefined,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  refuseInsideTransaction(purpose);
  for (let attempt = 1; ; attempt += 1) {
    const scope: Scope = { purpose, state: 'open', afterCommit: [] };
    try {
      const result = await pool.begin(async (raw) => {
        try {
          if (prepare !== undefined) await prepare(raw as Tx);
          return await current.run(scope, () => work(guard(raw as Tx, scope)));
        } finally {
          scope.state = 'over';
        }
      });
      for (const callback of scope.afterCommit) callback();
      return result as T;
    } catch (error) {
      if (attempt >= MOST_ATTEMPTS || !isRetryable(error)) throw error;
      await pause(2 ** attempt * (5 + Math.random() * 5));
    }
  }
}

/**
 * Throws where the pool is reached for inside an open transaction. On the embedded engine the one connection is already
 * taken, so the caller would wait for ever; on PostgreSQL it would work, until the pool is empty. So it never does.
 */
export function refuseInsideTransaction(purpose: string): void {
  const scope = current.getStore();
  if (scope === undefined || scope.state === 'over') return;
  throw new DatabaseError(
    'database/nested-transaction',
    `"${purpose}" was asked for inside the open transaction "${scope.purpose}".`,
    'Pass the transaction’s own handle (tx) on, or do it after the commit: db.afterCommit(tx, …), outbox.emit(tx, …).',
  );
}

/** Remembers `callback` for right after the commit; a transaction that is rolled back never calls it. */
export function afterCommit(tx: Tx, callback: () => void): void {
  const scope = scopes.get(tx);
  if (scope === undefined || scope.state !== 'open') throw transactionOver(scope?.purpose ?? 'unknown');
  scope.afterCommit.push(callback);
}

/**
 * The handle with a check before each statement. Without it, a handle kept beyond its transaction would run statements
 * on the bare connection: outside any transaction, and past row-level security. It also stops what would follow a
 * failed statement, so that the first error is the one that is seen.
 */
function guard(raw: Tx, scope: Scope): Tx {
  const handle: Tx = new Proxy(raw, {
    apply: (target, self, args) => watch(Reflect.apply(target as never, self, args), scope),
    get: (target, property) => {
      const value = Reflect.get(target, property) as unknown;
      if (property === 'savepoint') return savepoint(target, scope);
      if (property === 'unsafe' || property === 'file') {
        return (...args: unknown[]) => watch((value as (...args: unknown[]) => unknown)(...args), scope);
      }
      return value;
    },
  });
  scopes.set(handle, scope);
  return handle;
}

/** A query is sent when it is first awaited, so that is where the check belongs. */
function watch(query: unknown, scope: Scope): unknown {
  const sent = query as { handler?: (query: unknown) => unknown; reject?: (error: Error) => void };
  if (!(query instanceof Promise) || typeof sent.handler !== 'function') return query;
  const send = sent.handler;
  // Named first: V8 makes a function that stands right of `object.property =` in the old space, and what it holds, the rows among
  // it, stays until a full collection.
  const checked = (self: unknown): unknown => {
    if (scope.state === 'open') return send(self);
    return sent.reject?.(transactionOver(scope.purpose));
  };
  sent.handler = checked;
  return query;
}

/** A savepoint's own handle is guarded too; an error inside it rolls back to the savepoint and leaves the rest usable. */
function savepoint(target: Tx, scope: Scope) {
  return (...args: unknown[]): Promise<unknown> => {
    const work = args.pop() as (tx: Tx) => Promise<unknown>;
    const run = (raw: unknown): Promise<unknown> => work(guard(raw as Tx, scope));
    return (target.savepoint as (...args: unknown[]) => Promise<unknown>)(...args, run);
  };
}

function transactionOver(purpose: string): DatabaseError {
  return new DatabaseError(
    'database/transaction-over',
    `A statement was issued on the transaction "${purpose}" after it had ended.`,
    'Await every statement inside the function that was given the handle, and keep the handle nowhere.',
  );
}

function isRetryable(error: unknown): boolean {
  return error instanceof postgres.PostgresError && RETRYABLE.has(error.code);
}

function pause(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs));
}
