import type { Pool } from './client.ts';

/** What the platform's own parts need of the database beyond transactions. */
export interface Internals {
  pool: Pool;
  /** Where `DATABASE_URL` points to, on PostgreSQL; undefined on the embedded engine. */
  url?: string;
  /** Syncs that have reached the disk since the embedded engine started; 0 on PostgreSQL. */
  syncs: () => number;
}

const internals = new WeakMap<object, Internals>();

/** Called once by `openDatabase`. */
export function registerInternals(database: object, parts: Internals): void {
  internals.set(database, parts);
}

/**
 * The pool behind a database, for `platform/database`, `platform/jobs` and the tests of both. A house test keeps it from
 * everybody else: what runs on the pool has neither organisation nor transaction.
 */
export function internalsOf(database: object): Internals {
  const parts = internals.get(database);
  if (parts === undefined) throw new TypeError('This is not a database that openDatabase made.');
  return parts;
}
