import type { Tx } from '../../packages/backend/src/platform/database/index.ts';

/** A table that has a column `organisation_id`, with what stands between organisations. */
export interface ScopedTable {
  name: string;
  hasRowSecurity: boolean;
  /** A policy for the application's role that compares the column, when reading and when writing. */
  hasPolicy: boolean;
}

/** Every table with an `organisation_id`. */
export async function scopedTables(tx: Tx): Promise<ScopedTable[]> {
  return tx<ScopedTable[]>`
    select c.relname as name, c.relrowsecurity as has_row_security, exists (
      select from pg_policies p
      where p.tablename = c.relname and p.schemaname = 'public' and 'harmony_app' = any (p.roles)
        and p.qual like '%organisation_id%' and coalesce(p.with_check, p.qual) like '%organisation_id%'
    ) as has_policy
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'organisation_id' and not a.attisdropped
    where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
    order by c.relname`;
}

/** What a person reads when a table stands in the open; empty when all have their wall. */
export function openTables(tables: ScopedTable[]): string {
  const open = tables.filter((table) => !table.hasRowSecurity || !table.hasPolicy);
  return open
    .map(
      ({ name, hasRowSecurity }) =>
        `${name} has an organisation_id, but ${hasRowSecurity ? 'no policy of harmony_app compares it' : 'no row-level security'}.\n` +
        'Why: one forgotten `where` would show an organisation what belongs to another.\n' +
        `Instead: select put_behind_wall('${name}') in the migration that makes it.`,
    )
    .join('\n');
}

/** `table.column` of everything that refers to a person: by foreign key to visitor, member, account, or by its name. */
export async function columnsOfPeople(tx: Tx): Promise<string[]> {
  const rows = await tx<{ name: string }[]>`
    select c.relname || '.' || a.attname as name
    from pg_attribute a
    join pg_class c on c.oid = a.attrelid
    where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and a.attnum > 0 and not a.attisdropped
      and (
        a.attname ~ '(^|_)(visitor|member|account)_id$'
        or exists (
          select from pg_constraint f
          where f.conrelid = c.oid and f.contype = 'f' and a.attnum = any (f.conkey)
            and f.confrelid in (select oid from pg_class where relname in ('visitor', 'member', 'account'))
        )
      )
    order by 1`;
  return rows.map(({ name }) => name);
}

/** `table.column` of everything there is. */
export async function allColumns(tx: Tx): Promise<string[]> {
  const rows = await tx<{ name: string }[]>`
    select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public'`;
  return rows.map(({ name }) => name);
}

/**
 * What a person reads when something about people is kept that nobody would erase, or is claimed but not there.
 * Modules may claim more than `columns`: a list of identifiers refers to people too, and no catalogue knows.
 */
export function unclaimedColumns(columns: string[], existing: string[], claims: Map<string, string[]>): string {
  const claimed = [...claims].flatMap(([module, names]) => names.map((name) => ({ module, name })));
  const forgotten = columns.filter((column) => !claimed.some(({ name }) => name === column));
  const stale = claimed.filter(({ name }) => !existing.includes(name));
  return [
    ...forgotten.map(
      (column) =>
        `${column} refers to a person, and no personal-data.ts claims it.\n` +
        'Why: who asks for their data, or for its erasure, would be told less than the truth.\n' +
        "Instead: name it in `columns` of the module's personal-data.ts, and see that `export` and `erase` cover it.",
    ),
    ...stale.map(({ module, name }) => `${module}/personal-data.ts claims ${name}, which does not exist.`),
  ].join('\n');
}
