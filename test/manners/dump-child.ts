// Prints every row of every table of the database that is told as JSON: `{ "url" }` or `{ "dataDir" }`.
import { openDatabase } from '../../packages/backend/src/platform/database/index.ts';

const db = await openDatabase(JSON.parse(process.argv[2]!) as { url: string } | { dataDir: string });
await db.asSystem('test: dump', async (tx) => {
  const tables = await tx<{ name: string }[]>`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`;
  for (const { name } of tables) {
    const rows = await tx.unsafe<{ row: string }[]>(`select row_to_json(t)::text as row from ${name} t`);
    process.stdout.write([`-- ${name}`, ...rows.map(({ row }) => row), ''].join('\n'));
  }
});
await db.close();
