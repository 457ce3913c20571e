import type { Database } from './index.ts';
import { internalsOf } from './pool.ts';
import { refuseInsideTransaction } from './scope.ts';

/**
 * What PostgreSQL's background processes do on a server, and nothing does by itself on the embedded engine: without
 * checkpoints the log grows and a start after a crash takes ever longer; without vacuum, tables and plans get worse.
 *
 * Table by table, so that requests get their turn in between.
 */
export async function tidyEmbedded(db: Database, what: 'checkpoint' | 'vacuum'): Promise<void> {
  refuseInsideTransaction(what);
  const { pool } = internalsOf(db);
  if (what === 'vacuum') {
    const tables = await pool<{ name: string }[]>`
      select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('information_schema')`;
    for (const { name } of tables) await pool.unsafe(`vacuum (analyze) ${name}`);
  }
  await pool`checkpoint`;
}
