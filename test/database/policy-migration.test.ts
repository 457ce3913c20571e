import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrationsDirectory } from '../../packages/backend/src/platform/database/migrations.ts';
import { openTestDatabase, type TestDatabase } from '../fixtures/database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
}, 60_000);
afterAll(() => database.dispose());

test('sites keep whether they offered when policies come, and the demo is as open as it was', async () => {
  const policies = await database.db.asSystem('migrate older data', async (tx) => {
    await tx`alter table site drop column policy, add column offers_on boolean not null default true`;
    await tx`drop table struggle, offer, visit_ask`;
    for (const [at, isDemo] of [false, true].entries()) {
      const id = `0190a5b2-7c11-7e3a-9a52-0d3f7c1f2a0${at}`;
      await tx`insert into organisation (id, name, is_demo, created_at) values (${id}, 'One', ${isDemo}, now())`;
      for (const isOn of [true, false]) {
        await tx`insert into site (id, organisation_id, name, key, secret, offers_on, created_at)
          values (gen_random_uuid(), ${id}, 'App', ${`pk_${isDemo}_${isOn}`}, 'sk', ${isOn}, now())`;
      }
    }
    await tx.unsafe(readFileSync(join(migrationsDirectory, '018.do.policy.sql'), 'utf8'));
    const rows = await tx<{ key: string; policy: object }[]>`select key, policy from site`;
    return Object.fromEntries(rows.map(({ key, policy }) => [key, policy]));
  });
  expect(policies).toEqual({
    pk_false_false: { offers: { mode: 'off' } },
    pk_false_true: {},
    pk_true_false: { offers: { mode: 'off', holdOutShare: 0 }, isDebugOn: true },
    pk_true_true: { offers: { mode: 'on', holdOutShare: 0 }, isDebugOn: true },
  });
});
