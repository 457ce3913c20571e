// A process for the fault tests to kill. Usage: database-child.ts MODE DIRECTORY_OR_URL
//
// acknowledge  says `start COUNT MAX`, then commits MAX + 1, MAX + 2 … and says `ack N` after each commit, for ever
// hold         says `ready` once the database is open; on SIGTERM it closes it and ends with 0
// exit         says `ready`, then makes the embedded engine end (COPY FROM STDIN does)
import { writeSync } from 'node:fs';
import { openDatabase } from '../../packages/backend/src/platform/database/index.ts';
import { internalsOf } from '../../packages/backend/src/platform/database/pool.ts';

const [mode = '', place = ''] = process.argv.slice(2);
/** Synchronous, so that a line is out before the next commit begins: what was said was true when it was said. */
const say = (line: string): void => void writeSync(1, `${line}\n`);
const organisation = '01900000-0000-7000-8000-000000000001';

const log = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  fatal: (_details: object, text: string) => say(`fatal ${text}`),
};
const db = await openDatabase({ ...(place.includes('://') ? { url: place } : { dataDir: place }), log });

if (mode === 'acknowledge') {
  await db.migrate();
  let next = await db.asSystem('count', async (tx) => {
    const [row] = await tx<{ count: number; max: number }[]>`
      select count(*) as count, coalesce(max((payload->>'n')::int), 0) as max from outbox where type = 'acknowledged'`;
    say(`start ${row?.count} ${row?.max}`);
    return (row?.max ?? 0) + 1;
  });
  for (; ; next += 1) {
    const n = next;
    await db.withOrganisation(organisation, async (tx) => {
      const id = `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`;
      await tx`
        insert into outbox (id, organisation_id, type, payload, at, sent_at)
        values (${id}, ${organisation}, 'acknowledged', ${tx.json({ n, filler: 'x'.repeat(500) })}, now(), now())`;
      await tx`update outbox set attempts = attempts + 1 where id = ${id}`;
    });
    say(`ack ${n}`);
  }
}

if (mode === 'hold') {
  const keepAlive = setInterval(() => {}, 60_000);
  process.once('SIGTERM', async () => {
    await db.close();
    clearInterval(keepAlive);
    say('closed');
  });
}
say('ready');
if (mode === 'exit') {
  await db.asSystem('make a table to copy to', (tx) => tx`create table target (n int)`);
  const copying = await internalsOf(db).pool`copy target from stdin`.writable();
  copying.on('error', () => {});
  copying.end('1\n');
}
