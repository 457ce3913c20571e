import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Tx } from '../../packages/backend/src/platform/database/index.ts';
import { internalsOf } from '../../packages/backend/src/platform/database/pool.ts';
import { openTestDatabase, type TestDatabase } from '../fixtures/database.ts';

const organisations = Array.from({ length: 6 }, () => randomUUID());
let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
  for (const organisation of organisations) {
    await database.db.withOrganisation(organisation, (tx) => insertEvent(tx, organisation));
  }
}, 60_000);
afterAll(() => database.dispose());

const insertEvent = (tx: Tx, organisation: string) =>
  tx`insert into outbox (id, organisation_id, type, payload, at)
     values (${randomUUID()}, ${organisation}, 'scope', '{}', now())`;
const visible = async (tx: Tx): Promise<string[]> => {
  const rows = await tx<{ organisationId: string }[]>`select organisation_id from outbox where type = 'scope'`;
  return rows.map((row) => row.organisationId);
};

test('60 concurrent transactions each see one organisation alone', async () => {
  const seen = await Promise.all(
    Array.from({ length: 60 }, (_, n) => {
      const organisation = organisations[n % organisations.length]!;
      return database.db.withOrganisation(organisation, async (tx) => ({ organisation, ids: await visible(tx) }));
    }),
  );
  for (const { organisation, ids } of seen) expect(ids).toEqual([organisation]);
});

test('the scope is whole again after statements that failed, and after work that threw', async () => {
  const outcomes = await Promise.allSettled(
    Array.from({ length: 60 }, (_, n) => {
      const organisation = organisations[n % organisations.length]!;
      return database.db.withOrganisation(organisation, async (tx) => {
        if (n % 4 === 1) await tx`select 1 / 0`;
        if (n % 4 === 2) throw new Error('no');
        if (n % 4 === 3) await tx.unsafe('selekt');
        return { organisation, ids: await visible(tx) };
      });
    }),
  );
  const fulfilled = outcomes.filter((outcome) => outcome.status === 'fulfilled');
  expect(fulfilled).toHaveLength(15);
  for (const { value } of fulfilled) expect(value.ids).toEqual([value.organisation]);
});

test('neither role nor organisation is left on any connection', async () => {
  const { pool } = internalsOf(database.db);
  const [before] = await pool<{ user: string }[]>`select session_user as user`;
  await Promise.allSettled(
    organisations.map((id, n) =>
      database.db.withOrganisation(id, async (tx) => {
        await tx`select 1`;
        if (n % 2 === 0) throw new Error('no');
      }),
    ),
  );
  const left = await Promise.all(
    Array.from(
      { length: 20 },
      () =>
        pool<{ user: string; organisation: string | null }[]>`
        select current_user as user, nullif(current_setting('app.organisation', true), '') as organisation`,
    ),
  );
  for (const [row] of left) expect(row).toEqual({ user: before?.user, organisation: null });
});

test('another organisation’s rows can be neither read, changed, deleted nor made', async () => {
  const [mine, theirs] = organisations as [string, string];
  await database.db.withOrganisation(mine, async (tx) => {
    const updated = await tx`update outbox set type = 'stolen' where organisation_id = ${theirs}`;
    const deleted = await tx`delete from outbox where organisation_id = ${theirs}`;
    expect([updated.count, deleted.count]).toEqual([0, 0]);
  });
  const inserting = database.db.withOrganisation(mine, (tx) => insertEvent(tx, theirs));
  await expect(inserting).rejects.toMatchObject({ code: '42501' });
  const moving = database.db.withOrganisation(mine, (tx) => tx`update outbox set organisation_id = ${theirs}`);
  await expect(moving).rejects.toMatchObject({ code: '42501' });
});

test('an organisation id that is none is refused before anything runs', async () => {
  const reading = database.db.withOrganisation('no-uuid', (tx) => visible(tx));
  await expect(reading).rejects.toMatchObject({ code: '22P02' });
  const nobody = database.db.withOrganisation('', (tx) => visible(tx));
  await expect(nobody).resolves.toEqual([]);
});

test('the system sees every organisation', async () => {
  const seen = await database.db.asSystem('count', (tx) => visible(tx));
  expect(new Set(seen)).toEqual(new Set(organisations));
});
