import type { Db as BossDb } from 'pg-boss';
import postgres, { type ReservedSql } from 'postgres';
import { withRawColumns, type Tx } from '../database/client.ts';
import type { Database } from '../database/index.ts';
import { internalsOf } from '../database/pool.ts';
import { refuseInsideTransaction } from '../database/scope.ts';

/** Connections that pg-boss has to itself on a PostgreSQL server. */
const SERVER_CONNECTIONS = 2;

/**
 * How pg-boss reaches the database: on a server through a small pool of its own, on the embedded engine through the one
 * connection that everybody shares, reserved for each of its texts.
 */
export function bossConnection(db: Database): BossDb & { close(): Promise<void> } {
  const { pool, url } = internalsOf(db);
  if (url === undefined) {
    return {
      executeSql: async (text, values) => {
        refuseInsideTransaction('job queue');
        const connection = await pool.reserve();
        return withRawColumns(() => execute(connection, text, values)).finally(() => connection.release());
      },
      close: async () => {},
    };
  }
  const own = postgres(url, {
    max: SERVER_CONNECTIONS,
    onnotice: () => {},
    connection: { application_name: 'harmony-jobs', TimeZone: 'UTC' },
  });
  return {
    executeSql: async (text, values) => {
      refuseInsideTransaction('job queue');
      const connection = await own.reserve();
      return execute(connection, text, values).finally(() => connection.release());
    },
    close: () => own.end({ timeout: 5 }),
  };
}

/**
 * Runs pg-boss's statement inside a module's transaction. The role of an organisation may not touch the job tables, so it
 * is laid down for just that statement. The three queries are handed over in one go: nothing that the module runs beside
 * them can slip in between and escape row-level security.
 */
export function inTransaction(tx: Tx): BossDb {
  return {
    executeSql: async (text, values) => {
      const layDown = tx`
        select set_config('harmony.role', current_setting('role'), true), set_config('role', 'none', true)`;
      const statement = tx.unsafe(text, parameters(values));
      const takeUp = tx`select set_config('role', current_setting('harmony.role'), true)`;
      const results = await Promise.all([layDown.execute(), statement.execute(), takeUp.execute()]);
      return { rows: [...results[1]] };
    },
  };
}

/**
 * A text without values may be several statements, `BEGIN; …; COMMIT` among them; pg-boss wants the rows of all of them.
 * After an error such a text has left its transaction open, which the next user of the connection must not inherit.
 */
async function execute(connection: ReservedSql, text: string, values?: unknown[]): Promise<{ rows: unknown[] }> {
  try {
    const result = await connection.unsafe(text, parameters(values));
    return { rows: (result as unknown[]).flat() };
  } catch (error) {
    await connection.unsafe('rollback').catch(() => {});
    throw error;
  }
}

/** postgres.js refuses `undefined`, which pg-boss means as null. */
function parameters(values: unknown[] = []): never[] {
  return values.map((value) => (value === undefined ? null : value)) as never[];
}
