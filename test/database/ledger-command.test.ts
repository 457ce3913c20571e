import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { runCommandLine } from '../../packages/backend/src/commands/index.ts';
import { openDatabase } from '../../packages/backend/src/platform/database/index.ts';
import { post } from '../../packages/backend/src/rewards/ledger/post.ts';
import { copyEmbeddedTemplate } from '../fixtures/database.ts';
import { makeOrganisation, move, posting } from '../fixtures/ledger.ts';

let dataDir: string;
let good: string;
let bad: string;

/** Two ledgers; in one of them somebody switched the guards off and changed an amount. */
beforeAll(async () => {
  dataDir = await copyEmbeddedTemplate();
  const db = await openDatabase({ dataDir });
  [good, bad] = [await makeOrganisation(db), await makeOrganisation(db)];
  for (const id of [good, bad]) {
    const awards = [1, 2, 3].map((amount) => posting(move('issuance', 'escrow', amount)));
    await db.withOrganisation(id, (tx) => post(tx, id, awards));
  }
  await db.asSystem('test: by hand', async (tx) => {
    await tx`alter table ledger_entry disable trigger user`;
    await tx`update ledger_entry set amount = 2 * amount where organisation_id = ${bad} and seq = 2`;
    await tx`alter table ledger_entry enable trigger user`;
  });
  await db.close();
}, 120_000);
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

/** Runs the command as `npx harmony ledger verify` does, in this process. */
const verify = async (...args: string[]) => {
  const said = { out: '', errors: '' };
  vi.stubEnv('HARMONY_DATA_DIR', dataDir).stubEnv('DATABASE_URL', undefined);
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((said.out += String(text))));
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean((said.errors += String(text))));
  try {
    return { code: await runCommandLine(['ledger', 'verify', ...args]), ...said };
  } finally {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  }
};

test('one ledger that is whole ends with 0', async () => {
  const { code, out } = await verify('--organisation', good);
  expect(out).toMatch(/^✓ Workshop .*: 3 transfers, head [0-9a-f]{64}\n$/);
  expect(code).toBe(0);
});

test('one that is not, among all of them, ends with 1 and is named with its first wrong row', async () => {
  const { code, out } = await verify('--json');
  const { ok, ledgers } = JSON.parse(out) as { ok: boolean; ledgers: { organisation: { id: string }; ok: boolean }[] };
  expect([code, ok]).toEqual([1, false]);
  expect(Object.fromEntries(ledgers.map((ledger) => [ledger.organisation.id, ledger.ok]))).toEqual({
    [good]: true,
    [bad]: false,
  });
  expect(ledgers.find(({ organisation }) => organisation.id === bad)).toMatchObject({
    firstBad: { seq: 2, reason: expect.stringContaining('entries') },
  });
});

test('in words, it is named with its organisation', async () => {
  const { code, out } = await verify('--organisation', `Workshop ${bad}`);
  expect(out).toMatch(/^✗ Workshop .*: transfer 2 is wrong: .*entries.*\n$/);
  expect(code).toBe(1);
});

test('an organisation that does not exist is said to be none', async () => {
  const { code, errors } = await verify('--organisation', 'Nobody');
  expect(code).toBe(1);
  expect(errors).toContain('There is no organisation "Nobody".');
});
