import { describe, expect, it } from 'vitest';
import { canonicalOf, chain, checkPosting, isSame, sha256, stepId, type Entry, type Posting } from './transfer.ts';
import { createChecker } from './verify.ts';

const unit = 'token';
const wallet = 'wallet:01890a5d-ac96-774b-bcce-b302099a8057';
const move = (from: string, to: string, amount: number): Entry[] => [
  { account: from, unit, amount: -amount },
  { account: to, unit, amount },
];
const posting = (entries: Entry[], more: Partial<Posting> = {}): Posting => ({
  clientId: '01890a5d-ac96-774b-bcce-b302099a8001',
  at: new Date('2026-03-02T09:00:00Z'),
  reason: 'resolution',
  policy: 'v1',
  inputs: { rating: 5 },
  entries,
  ...more,
});
const chainOf = (...postings: Posting[]) => {
  let head: { seq: number; hash: string | null } = { seq: 0, hash: null };
  return postings.map((one) => {
    const next = chain(head, one);
    head = next.transfer;
    return next;
  });
};

describe('a transfer', () => {
  it('is hashed as the canonical text of every field but its hash', () => {
    const [first, second] = chainOf(posting(move('issuance', 'escrow', 25)), posting(move('escrow', wallet, 25)));
    expect(first!.canonical).toBe(
      '{"at":"2026-03-02T09:00:00.000Z","clientId":"01890a5d-ac96-774b-bcce-b302099a8001",' +
        '"entries":[{"account":"issuance","amount":-25,"unit":"token"},{"account":"escrow","amount":25,"unit":"token"}],' +
        '"inputs":{"rating":5},"policy":"v1","prevHash":null,"reason":"resolution","seq":1}',
    );
    expect(first!.transfer.hash).toBe(sha256(first!.canonical));
    expect(canonicalOf(first!.transfer)).toBe(first!.canonical);
    expect(second!.transfer).toMatchObject({ seq: 2, prevHash: first!.transfer.hash });
  });

  it('is the same when asked again later, and another one with other content', () => {
    const [{ transfer }] = chainOf(posting(move('issuance', 'escrow', 25))) as [ReturnType<typeof chain>];
    expect(isSame(transfer, posting(move('issuance', 'escrow', 25), { at: new Date(0) }))).toBe(true);
    expect(isSame(transfer, posting(move('issuance', 'escrow', 26)))).toBe(false);
    expect(isSame(transfer, posting(move('issuance', 'escrow', 25), { inputs: { rating: 4 } }))).toBe(false);
  });

  it.each([
    ['one entry', [{ account: 'escrow', unit, amount: 1 }]],
    ['a sum that is not zero', [...move('issuance', 'escrow', 25), ...move('issuance', 'platform', 1).slice(1)]],
    [
      'units that only together make zero',
      [
        { account: 'issuance', unit, amount: -5 },
        { account: 'escrow', unit: 'EUR', amount: 5 },
      ],
    ],
    ['a fraction', move('issuance', 'escrow', 0.5)],
    ['nothing', move('issuance', 'escrow', 0)],
    ['an amount that no number holds exactly', move('issuance', 'escrow', 2 ** 53)],
    ['an account that does not exist', move('issuance', 'somebody', 1)],
    ['a unit that does not exist', move('issuance', 'escrow', 1).map((entry) => ({ ...entry, unit: 'coin' }))],
  ])('of %s is refused', (_, entries) => {
    expect(() => checkPosting(posting(entries))).toThrow(RangeError);
  });

  it('has an idempotency key of its own for each step of an award', () => {
    const ids = ['a', 'b'].flatMap((award) => [stepId(award, 'settle'), stepId(award, 'reverse')]);
    expect(new Set(ids).size).toBe(4);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(stepId('a', 'settle')).toBe(ids[0]);
  });
});

describe('checking a chain', () => {
  const three = () =>
    chainOf(
      posting(move('issuance', 'escrow', 25)),
      posting(move('escrow', wallet, 20)),
      posting(move(wallet, 'tips', 5)),
    );
  const firstBad = (rows: ReturnType<typeof three>) => {
    const checker = createChecker();
    for (const row of rows) {
      const reason = checker.check(row);
      if (reason !== null) return [checker.head.seq + 1, reason];
    }
    return null;
  };

  it('finds nothing in a good one', () => expect(firstBad(three())).toBeNull());

  it('finds a row that is missing, moved, or hashed for another place', () => {
    const [one, two, last] = three() as [ReturnType<typeof chain>, ReturnType<typeof chain>, ReturnType<typeof chain>];
    expect(firstBad([one, last])).toEqual([2, expect.stringContaining('missing')]);
    expect(firstBad([two, last])).toEqual([1, expect.stringContaining('missing')]);
    const elsewhere = chain({ seq: 1, hash: 'another' }, posting(move('escrow', wallet, 20)));
    expect(firstBad([one, elsewhere])).toEqual([2, expect.stringContaining('prevHash')]);
  });

  it('finds fields, texts and hashes that were changed, alone or together', () => {
    const change = (edit: (row: ReturnType<typeof chain>) => void) => {
      const rows = three();
      edit(rows[1]!);
      return firstBad(rows);
    };
    expect(change((row) => (row.transfer.entries[1]!.amount = 21))).toEqual([2, expect.stringContaining('entries')]);
    expect(change((row) => (row.transfer.reason = 'tip'))).toEqual([2, expect.stringContaining('fields')]);
    expect(change((row) => (row.canonical = row.canonical.replace('20', '21')))).toEqual([
      2,
      expect.stringContaining('hash'),
    ]);
    // A row that was made whole again after the change does not fit the one after it.
    const wholeAgain = change((row) => {
      row.transfer.inputs = { rating: 1 };
      row.canonical = canonicalOf(row.transfer);
      row.transfer.hash = sha256(row.canonical);
    });
    expect(wholeAgain).toEqual([3, expect.stringContaining('prevHash')]);
  });

  it('finds sums that are not zero and accounts below zero, even where the hashes are right', () => {
    expect(
      firstBad(chainOf(posting([...move('issuance', 'escrow', 5), { account: 'tips', unit, amount: 1 }]))),
    ).toEqual([1, expect.stringContaining('sum to zero')]);
    expect(firstBad(chainOf(posting(move('escrow', wallet, 5))))).toEqual([1, expect.stringContaining('below zero')]);
  });
});
