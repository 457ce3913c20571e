import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Tx } from '../../packages/backend/src/platform/database/index.ts';
import { post } from '../../packages/backend/src/rewards/ledger/post.ts';
import { snapshot, transfersAfter } from '../../packages/backend/src/rewards/ledger/store.ts';
import { canonicalOf, sha256, type Posting } from '../../packages/backend/src/rewards/ledger/transfer.ts';
import { verifyLedger } from '../../packages/backend/src/rewards/ledger/verify.ts';
import { openTestDatabase, type TestDatabase } from '../fixtures/database.ts';
import { makeOrganisation, move, posting } from '../fixtures/ledger.ts';

const wallet = `wallet:${randomUUID()}`;
let database: TestDatabase;
let organisation: string;

beforeAll(async () => {
  database = await openTestDatabase();
}, 120_000);
afterAll(() => database.dispose());
beforeEach(async () => {
  organisation = await makeOrganisation(database.db);
});

const posted = (...postings: Posting[]) =>
  database.db.withOrganisation(organisation, (tx) => post(tx, organisation, postings));
const verify = () => verifyLedger(database.db, organisation);
const balances = async () =>
  Object.fromEntries((await database.db.withOrganisation(organisation, (tx) => snapshot(tx, organisation))).balances);
const award = (amount: number, more: Partial<Posting> = {}) => posting(move('issuance', 'escrow', amount), more);
const scoped = (work: (tx: Tx) => Promise<unknown>) => database.db.withOrganisation(organisation, work);
/** As somebody with the database's own password could, who first switches the guards off. */
const byHand = (work: (tx: Tx) => Promise<unknown>) =>
  database.db.asSystem('test: by hand', async (tx) => {
    for (const table of ['transfer', 'ledger_entry']) await tx.unsafe(`alter table ${table} disable trigger user`);
    await work(tx);
    for (const table of ['transfer', 'ledger_entry']) await tx.unsafe(`alter table ${table} enable trigger user`);
  });

describe('posting', () => {
  test('numbers transfers without gaps, also when others post at the same time and some fail', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 30 }, (_, n) =>
        n % 5 === 4 ? posted(award(1), posting(move(wallet, 'tips', 1_000))) : posted(award(1), award(2)),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(6);
    const rows = await scoped((tx) => transfersAfter(tx, organisation, 0, 100));
    expect((rows as { transfer: { seq: number } }[]).map(({ transfer }) => transfer.seq)).toEqual(
      Array.from({ length: 48 }, (_, n) => n + 1),
    );
    expect(await verify()).toMatchObject({ ok: true, transfers: 48 });
    expect(await balances()).toEqual({ 'issuance token': -72, 'escrow token': 72 });
  });

  test('a transfer that was asked for again is not made again, and another one under its id is refused', async () => {
    const first = award(25);
    const [once] = await posted(first);
    const [again, fresh, twice] = await posted({ ...first, at: new Date(0) }, award(1), first);
    expect([again, twice]).toEqual([once, once]);
    expect(fresh?.seq).toBe(2);
    await expect(posted({ ...first, entries: move('issuance', 'escrow', 26) })).rejects.toMatchObject({
      code: 'key/reused',
    });
    expect(await balances()).toEqual({ 'issuance token': -26, 'escrow token': 26 });
  });

  test('twice at the same time makes it once', async () => {
    const one = award(25);
    const answers = await Promise.all(Array.from({ length: 5 }, () => posted(one)));
    expect(new Set(answers.map(([transfer]) => transfer?.hash)).size).toBe(1);
    expect(await verify()).toMatchObject({ ok: true, transfers: 1 });
  });

  test('no account but issuance goes below zero, not even for a moment inside a batch', async () => {
    await posted(award(25), posting(move('escrow', wallet, 25)));
    await expect(posted(posting(move(wallet, 'tips', 26)))).rejects.toMatchObject({
      code: 'ledger/would-overdraw',
      status: 422,
    });
    await expect(posted(posting(move('escrow', wallet, 5)), award(5))).rejects.toMatchObject({
      code: 'ledger/would-overdraw',
    });
    await posted(award(5), posting(move('escrow', wallet, 5)), posting(move(wallet, 'burned', 30)));
    expect(await balances()).toEqual({
      'issuance token': -30,
      'escrow token': 0,
      [`${wallet} token`]: 0,
      'burned token': 30,
    });
  });

  test('units are kept apart', async () => {
    await posted(
      award(10),
      posting([
        { account: 'issuance', unit: 'EUR', amount: -3 },
        { account: 'tips', unit: 'EUR', amount: 3 },
      ]),
    );
    await expect(
      posted(
        posting([
          { account: 'escrow', unit: 'EUR', amount: -1 },
          { account: 'tips', unit: 'EUR', amount: 1 },
        ]),
      ),
    ).rejects.toMatchObject({ code: 'ledger/would-overdraw' });
    expect(await balances()).toMatchObject({ 'escrow token': 10, 'tips EUR': 3 });
  });

  test('another organisation sees nothing of it and starts at one', async () => {
    const first = award(25);
    await posted(first);
    const mine = organisation;
    organisation = await makeOrganisation(database.db);
    expect(await scoped((tx) => transfersAfter(tx, mine, 0, 10))).toEqual([]);
    expect(await balances()).toEqual({});
    // The same key is nobody's here.
    const [transfer] = await posted(first);
    expect(transfer).toMatchObject({ seq: 1, prevHash: null });
    await expect(scoped((tx) => post(tx, mine, [award(1)]))).rejects.toMatchObject({ code: '42501' });
  });
});

describe('the database itself', () => {
  const insertTransfer = (tx: Tx, seq = 2) => tx`
    insert into transfer (organisation_id, seq, at, reason, policy, inputs, client_id, hash, canonical)
    values (${organisation}, ${seq}, now(), 'tip', 'v1', '{}', ${randomUUID()}, 'x', 'x')`;
  const insertEntries = (tx: Tx, seq: number, amounts: number[], units = amounts.map(() => 'token'), from = 1) => tx`
    insert into ledger_entry (organisation_id, seq, position, account, unit, amount)
    select ${organisation}, ${seq}, ${from}::integer - 1 + n, 'issuance', unit, amount
    from unnest(${units}::text[], ${amounts}::bigint[]) with ordinality as e (unit, amount, n)`;

  beforeEach(() => posted(award(25)));

  test('refuses at the commit a transfer that does not sum to zero in each unit, or has no entries', async () => {
    const whole = { code: '23514' };
    const write = (amounts: number[], units?: string[]) =>
      scoped(async (tx) => {
        await insertTransfer(tx);
        await insertEntries(tx, 2, amounts, units);
      });
    await expect(write([1, -2])).rejects.toMatchObject(whole);
    await expect(write([1, -1], ['token', 'EUR'])).rejects.toMatchObject(whole);
    await expect(scoped((tx) => insertTransfer(tx))).rejects.toMatchObject(whole);
    await write([1, 2, -3]);
  });

  test('refuses to change, remove or add to what is in the chain', async () => {
    const denied = { code: '42501' };
    await expect(scoped((tx) => tx`update transfer set reason = 'tip'`)).rejects.toMatchObject(denied);
    await expect(scoped((tx) => tx`delete from ledger_entry`)).rejects.toMatchObject(denied);
    await expect(scoped((tx) => insertEntries(tx, 1, [1, -1], undefined, 3))).rejects.toMatchObject({ code: '23001' });
    const owner = (work: (tx: Tx) => Promise<unknown>) => database.db.asSystem('test: the owner', work);
    for (const work of [
      (tx: Tx) => tx`update transfer set reason = 'tip'`,
      (tx: Tx) => tx`delete from transfer`,
      (tx: Tx) => tx`update ledger_entry set amount = 1 - amount`,
      (tx: Tx) => tx`delete from ledger_entry`,
      (tx: Tx) => tx`truncate ledger_entry, transfer`,
    ]) {
      await expect(owner(work)).rejects.toMatchObject({ code: '23001' });
    }
    expect(await verify()).toMatchObject({ ok: true, transfers: 1 });
  });

  test('refuses a balance below zero', async () => {
    await expect(
      scoped((tx) => tx`update ledger_balance set amount = -1 where account = 'escrow'`),
    ).rejects.toMatchObject({
      code: '23514',
    });
  });
});

describe('verifying', () => {
  beforeEach(() => posted(...Array.from({ length: 5 }, (_, n) => award(n + 1)), posting(move('escrow', wallet, 9))));

  test('an empty ledger is whole', async () => {
    organisation = await makeOrganisation(database.db);
    expect(await verify()).toEqual({ ok: true, transfers: 0, headHash: null });
  });

  test('goes page by page through more than one page', async () => {
    await posted(...Array.from({ length: 2_100 }, () => award(1)));
    const progress: number[] = [];
    const verdict = await verifyLedger(database.db, organisation, (done) => progress.push(done));
    expect(verdict).toMatchObject({ ok: true, transfers: 2_106, headHash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(progress).toEqual([1_000, 2_000, 2_106]);
  });

  test.each<[string, number, (tx: Tx) => Promise<unknown>, string]>([
    [
      'a reason',
      3,
      (tx) => tx`update transfer set reason = 'tip' where organisation_id = ${organisation} and seq = 3`,
      'fields',
    ],
    [
      'an input',
      2,
      (tx) => tx`update transfer set inputs = '{"rating": 1}' where organisation_id = ${organisation} and seq = 2`,
      'fields',
    ],
    [
      'a time',
      4,
      (tx) => tx`update transfer set at = at + interval '1 ms' where organisation_id = ${organisation} and seq = 4`,
      'fields',
    ],
    [
      'an amount',
      6,
      (tx) => tx`update ledger_entry set amount = amount * 2 where organisation_id = ${organisation} and seq = 6`,
      'entries',
    ],
    [
      'an account',
      5,
      (tx) =>
        tx`update ledger_entry set account = ${wallet} where organisation_id = ${organisation} and seq = 5 and position = 2`,
      'entries',
    ],
    [
      'an entry that is gone',
      1,
      (tx) => tx`delete from ledger_entry where organisation_id = ${organisation} and seq = 1 and position = 2`,
      'entries',
    ],
    [
      'the text that was hashed',
      4,
      (tx) =>
        tx`update transfer set canonical = replace(canonical, '4', '5') where organisation_id = ${organisation} and seq = 4`,
      'hash',
    ],
    [
      'a row that is gone',
      3,
      async (tx) => {
        await tx`delete from ledger_entry where organisation_id = ${organisation} and seq = 3`;
        await tx`delete from transfer where organisation_id = ${organisation} and seq = 3`;
      },
      'missing',
    ],
    [
      'the last row that is gone',
      6,
      async (tx) => {
        await tx`delete from ledger_entry where organisation_id = ${organisation} and seq = 6`;
        await tx`delete from transfer where organisation_id = ${organisation} and seq = 6`;
      },
      'missing',
    ],
    [
      'a balance',
      6,
      (tx) => tx`update ledger_balance set amount = 10 where organisation_id = ${organisation} and account = ${wallet}`,
      'balance',
    ],
    [
      'an end that was moved back',
      6,
      (tx) => tx`update ledger_head set seq = 5 where organisation_id = ${organisation}`,
      'beyond',
    ],
  ])('names the row by which %s was changed by hand', async (_, seq, change, reason) => {
    await byHand(change);
    expect(await verify()).toMatchObject({
      ok: false,
      transfers: seq - (reason === 'balance' || reason === 'beyond' ? 0 : 1),
      firstBad: { seq, reason: expect.stringContaining(reason) },
    });
  });

  test('names the row after one that was changed and hashed again, and the last one where it is the last', async () => {
    for (const [seq, firstBad] of [
      [6, 6],
      [2, 3],
    ]) {
      await byHand(async (tx) => {
        const [row] = await transfersAfter(tx, organisation, seq! - 1, 1);
        const forged = { ...row!.transfer, inputs: { rating: 1 } };
        const canonical = canonicalOf(forged);
        await tx`
          update transfer set inputs = ${tx.json(forged.inputs)}, canonical = ${canonical}, hash = ${sha256(canonical)}
          where organisation_id = ${organisation} and seq = ${seq!}`;
      });
      expect(await verify()).toMatchObject({ ok: false, firstBad: { seq: firstBad } });
    }
  });
});
