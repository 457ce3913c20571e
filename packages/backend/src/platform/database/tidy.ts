import type { Pool } from './client.ts';
import type { Database } from './index.ts';
import { internalsOf } from './pool.ts';
import { refuseInsideTransaction } from './scope.ts';

/**
 * What PostgreSQL's background processes do on a server, and nothing does by itself on the embedded engine: without
 * checkpoints the log grows and a start after a crash takes ever longer; without vacuum, tables get worse; without
 * statistics, plans do: a ranking among a thousand experts that were just imported took ten times as long.
 *
 * Table by table, so that requests get their turn in between. None of this may run in a transaction, and none beside one: the
 * connection is reserved for each statement, because postgres.js would send the next `begin` along with a bare query and then
 * lose hold of it (a query that hangs, a transaction that nobody ends).
 */
export async function tidyEmbedded(db: Database, what: 'analyze' | 'checkpoint' | 'vacuum'): Promise<void> {
  refuseInsideTransaction(what);
  const { pool } = internalsOf(db);
  if (what === 'analyze') {
    // What was counted since the last second is not told before.
    await alone(pool, (sql) => sql`select pg_stat_force_next_flush()`);
    // As many changes as let autovacuum look at a table again: its two settings are its defaults.
    const changed = await alone(
      pool,
      (sql) => sql<{ name: string }[]>`
      select format('%I.%I', schemaname, relname) as name from pg_stat_user_tables
      where n_mod_since_analyze > 50 + 0.1 * n_live_tup`,
    );
    for (const { name } of changed) await alone(pool, (sql) => sql.unsafe(`analyze ${name}`));
    return;
  }
  if (what === 'vacuum') {
    const tables = await alone(
      pool,
      (sql) => sql<{ name: string }[]>`
      select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('information_schema')`,
    );
    for (const { name } of tables) await alone(pool, (sql) => sql.unsafe(`vacuum (analyze) ${name}`));
  }
  await alone(pool, (sql) => sql`checkpoint`);
}

async function alone<T>(pool: Pool, run: (sql: Pool) => Promise<T>): Promise<T> {
  const connection = await pool.reserve();
  try {
    return await run(connection);
  } finally {
    connection.release();
  }
}
