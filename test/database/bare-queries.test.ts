import { afterAll, beforeAll, expect, test } from 'vitest';
import { tidyEmbedded } from '../../packages/backend/src/platform/database/tidy.ts';
import { openTestDatabase, type TestDatabase } from '../fixtures/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
}, 60_000);
afterAll(() => database.dispose());

const organisationId = '018f0000-0000-7000-8000-000000000001';

test('readiness checks and maintenance between transactions let every transaction come to its end, in its scope', async () => {
  const { db } = database;
  const seen: unknown[] = [];
  const transactions = async (): Promise<void> => {
    for (let at = 0; at < 40; at += 1) {
      const [row] = await db.withOrganisation(
        organisationId,
        (tx) =>
          tx`select ${at}::integer as at, current_setting('app.organisation', true) as scope, current_user as role`,
      );
      seen.push({ ...row });
    }
  };
  const pings = async (): Promise<void> => {
    for (let at = 0; at < 40; at += 1) await db.ping();
  };
  const tidying = async (): Promise<void> => {
    for (let at = 0; at < 3; at += 1) if (db.engine === 'embedded') await tidyEmbedded(db, 'checkpoint');
  };
  await Promise.all([transactions(), transactions(), pings(), tidying()]);
  const mine = Array.from({ length: 40 }, (_, at) => ({ at, scope: organisationId, role: 'harmony_app' }));
  expect(seen).toHaveLength(80);
  expect(seen).toEqual(expect.arrayContaining(mine));
});
