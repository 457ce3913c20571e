import { fileURLToPath } from 'node:url';
import type Postgrator from 'postgrator';
import type { Tx } from './client.ts';
import { DatabaseError } from './errors.ts';

/** The numbered files, `NNN.do.name.sql`, that ship with the backend. */
export const migrationsDirectory = fileURLToPath(new URL('../../../migrations', import.meta.url));

/** Any number that no other program takes: it keeps two starting processes from migrating at once. */
const MIGRATION_LOCK = 4_200_601;

/**
 * Brings the schema to the newest version we know, in the caller's one transaction: a migration that fails leaves
 * nothing half done. A second process that starts meanwhile waits for the lock and then finds nothing to do.
 *
 * @returns the version before and after
 * @throws DatabaseError `database/newer-schema`, `database/migration-changed`
 */
export async function runMigrations(tx: Tx, directory: string): Promise<{ from: number; to: number }> {
  await tx`select pg_advisory_xact_lock(${MIGRATION_LOCK})`;
  await tx`set local statement_timeout = 0`;
  const { default: Migrator } = await import('postgrator'); // Read while the database opens.
  const postgrator = new Migrator({
    driver: 'pg',
    migrationPattern: `${directory.replaceAll('\\', '/')}/*.do.*.sql`,
    schemaTable: 'schema_version',
    // Line endings differ with how git checked the files out; the checksum must not.
    newline: 'LF',
    execQuery: async (text) => ({ rows: (await tx.unsafe(text)).map(withColumnName) }),
  });
  const from = await postgrator.getDatabaseVersion();
  const to = await postgrator.getMaxVersion();
  if (from === to && (await isAsWritten(tx, postgrator))) return { from, to };
  if (from > to) {
    throw new DatabaseError(
      'database/newer-schema',
      `The data was written by a newer version of HARMONY.Live (schema ${from}; this one knows ${to}).`,
      'Install that version or a later one, or restore a backup made with this one.',
    );
  }
  try {
    await postgrator.migrate();
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith('MD5 checksum failed'))) throw error;
    throw new DatabaseError(
      'database/migration-changed',
      `A migration that this database already ran has since been changed (${error.message}).`,
      'Put the file back as it was and write the change as a migration of its own; for a throw-away database, delete it.',
      { cause: error },
    );
  }
  return { from, to };
}

/** One look instead of one for each file: on most starts there is nothing to do. */
async function isAsWritten(tx: Tx, postgrator: Postgrator): Promise<boolean> {
  const ran = await tx<{ version: number; md5: string }[]>`select version::int, md5 from schema_version`;
  const sums = new Map(ran.map(({ version, md5 }) => [version, md5]));
  return (await postgrator.getMigrations()).every(({ version, md5 }) => sums.get(version) === md5);
}

/** Postgrator looks for `column_name`, which our client has already turned into camelCase. */
function withColumnName(row: Record<string, unknown>): Record<string, unknown> {
  return 'columnName' in row ? { column_name: row.columnName } : row;
}
