import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { post } from '../../packages/backend/src/rewards/ledger/post.ts';
import { snapshot } from '../../packages/backend/src/rewards/ledger/store.ts';
import { accountKey, apply, type Balances, type Posting } from '../../packages/backend/src/rewards/ledger/transfer.ts';
import { verifyLedger } from '../../packages/backend/src/rewards/ledger/verify.ts';
import { awardEntries } from '../../packages/backend/src/rewards/policy.ts';
import { openTestDatabase, type TestDatabase } from '../fixtures/database.ts';
import { makeOrganisation, move, posting } from '../fixtures/ledger.ts';

const wallets = Array.from({ length: 3 }, () => `wallet:${randomUUID()}`);
let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
}, 120_000);
afterAll(() => database.dispose());

const amount = fc.integer({ min: 1, max: 30_000 });
const account = fc.constantFrom('escrow', 'tips', 'burned', 'community', ...wallets);
/** Something new: an award, or a move between accounts that may or may not have enough. */
const fresh = fc.oneof(
  amount.map((value) => posting(awardEntries(value, 'token'))),
  fc
    .tuple(account, account, amount)
    .filter(([from, to]) => from !== to)
    .map(([from, to, value]) => posting(move(from, to, value), { reason: 'tip', inputs: { note: null } })),
);
/** What is asked in one transaction: new things, earlier ones again (by their place), earlier keys with other content. */
const step = fc.record({
  fresh: fc.array(fresh, { maxLength: 6 }),
  again: fc.array(fc.nat(), { maxLength: 3 }),
  reused: fc.option(fc.nat(), { freq: 6 }),
  /** The transaction is rolled back at its end, as when its process is killed. */
  isKilled: fc.boolean(),
});

test(
  'whatever is asked, however often, and wherever it breaks off: sums are zero, the chain is whole, nothing is there twice, balances are the model’s',
  { timeout: 300_000 },
  async () => {
    const property = fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      const { db } = database;
      const organisation = await makeOrganisation(db);
      let model: { balances: Balances; posted: Posting[] } = { balances: new Map(), posted: [] };

      for (const { fresh: made, again, reused, isKilled } of steps) {
        const { posted } = model;
        const repeated = posted.length === 0 ? [] : again.map((n) => posted[n % posted.length]!);
        const forged = posted.length === 0 || reused === null ? [] : [otherContent(posted[reused % posted.length]!)];
        const asked = [...made, ...repeated, ...forged];
        const expected = modelOf(model, asked);
        const killed = new Error('killed');
        const outcome = await db
          .withOrganisation(organisation, async (tx) => {
            const transfers = await post(tx, organisation, asked);
            if (isKilled) throw killed;
            return transfers;
          })
          .catch((error: { code?: string }) => (error === killed ? 'killed' : error.code));

        if (typeof expected === 'string') {
          expect(outcome).toBe(expected);
        } else if (isKilled) {
          expect(outcome).toBe('killed');
        } else {
          const clientIds = (outcome as { clientId: string }[]).map(({ clientId }) => clientId);
          expect(clientIds).toEqual(asked.map(({ clientId }) => clientId));
          model = expected;
        }
      }

      const verdict = await verifyLedger(db, organisation);
      expect(verdict).toMatchObject({ ok: true, transfers: model.posted.length });
      const { balances } = await db.withOrganisation(organisation, (tx) => snapshot(tx, organisation));
      expect(Object.fromEntries(balances)).toEqual(Object.fromEntries(model.balances));
      expect([...balances.values()].reduce((sum, value) => sum + value, 0)).toBe(0);
    });
    await fc.assert(property, { numRuns: process.env.HARMONY_LONG === '1' ? 1_000 : 25 });
  },
);

const otherContent = (one: Posting): Posting => ({ ...one, inputs: { ...one.inputs, forged: true } });

/** What should come of it: the problem's code, or how things stand afterwards. */
const modelOf = (before: { balances: Balances; posted: Posting[] }, asked: Posting[]) => {
  const [balances, posted] = [new Map(before.balances), [...before.posted]];
  for (const one of asked) {
    const same = posted.find(({ clientId }) => clientId === one.clientId);
    if (same !== undefined) {
      if (same.inputs.forged !== one.inputs.forged) return 'key/reused';
      continue;
    }
    for (const entry of one.entries) balances.set(accountKey(entry), balances.get(accountKey(entry)) ?? 0);
    if (apply(balances, one.entries).length > 0) return 'ledger/would-overdraw';
    posted.push(one);
  }
  return { balances, posted };
};
