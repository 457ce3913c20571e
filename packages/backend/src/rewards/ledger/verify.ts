import type { LedgerVerdict } from '@harmony-live/protocol';
import type { Static } from 'typebox';
import type { Database } from '../../platform/database/index.ts';
import * as store from './store.ts';
import { apply, canonicalOf, sha256, unevenUnits, type Balances, type Head } from './transfer.ts';

/** Whether a ledger is whole, and the first row that is not. */
export type Verdict = Static<typeof LedgerVerdict>;

type Bad = NonNullable<Verdict['firstBad']>;

/** Transfers that are read at once: each page is a transaction of its own, so that nobody waits for the whole. */
const pageSize = 1_000;

/**
 * Computes a ledger again from row one: every hash, the chain, the sums, the balances, and its end. What is posted
 * meanwhile is left for the next time.
 *
 * @param onProgress told now and then how many transfers are done, of how many
 */
export const verifyLedger = async (
  db: Pick<Database, 'withOrganisation'>,
  organisationId: string,
  onProgress?: (done: number, all: number) => void,
): Promise<Verdict> => {
  const end = await db.withOrganisation(organisationId, (tx) => store.snapshot(tx, organisationId));
  const checker = createChecker();
  while (checker.head.seq < end.lastSeq) {
    const after = checker.head.seq;
    const page = await db.withOrganisation(organisationId, (tx) =>
      store.transfersAfter(tx, organisationId, after, pageSize),
    );
    for (const row of page.filter(({ transfer }) => transfer.seq <= end.lastSeq)) {
      const reason = checker.check(row);
      if (reason !== null) return bad(end.head, checker.head.seq, { seq: checker.head.seq + 1, reason });
    }
    if (checker.head.seq === after) {
      return bad(end.head, after, { seq: after + 1, reason: 'it is missing' });
    }
    onProgress?.(checker.head.seq, end.lastSeq);
  }
  const reason = endIsWrong(end, checker.head, checker.balances);
  if (reason !== null) return bad(end.head, checker.head.seq, reason);
  return { ok: true, transfers: checker.head.seq, headHash: checker.head.hash };
};

/** Checks rows in their order; `head` and `balances` are those after the last good one. */
export const createChecker = () => {
  let head: Head = { seq: 0, hash: null };
  const balances: Balances = new Map();
  return {
    get head() {
      return head;
    },
    balances,
    /** @returns what is wrong with the row that comes next, or null; after a wrong one there is nothing more to check */
    check: ({ transfer, canonical }: store.StoredTransfer): string | null => {
      if (transfer.seq !== head.seq + 1) return `it is missing: transfer ${transfer.seq} comes next`;
      if (transfer.prevHash !== head.hash) return 'its prevHash is not the hash of the transfer before';
      if (sha256(canonical) !== transfer.hash) return 'its hash is not that of its canonical text';
      if (canonicalOf(transfer) !== canonical) return 'its fields or entries are not those that were hashed';
      const [unit] = unevenUnits(transfer.entries);
      if (unit !== undefined) return `it does not sum to zero in ${unit}`;
      const [below] = apply(balances, transfer.entries);
      if (below !== undefined) return `it takes ${below.split(' ')[0]} below zero`;
      head = transfer;
      return null;
    },
  };
};

const bad = (head: Head, transfers: number, firstBad: Bad): Verdict => ({
  ok: false,
  transfers,
  headHash: head.hash,
  firstBad,
});

/** The end of the chain and the kept balances against what the rows add up to. */
const endIsWrong = (end: store.Snapshot, last: Head, derived: Balances): Bad | null => {
  if (end.head.seq > last.seq) return { seq: last.seq + 1, reason: 'it is missing: the chain was longer' };
  if (end.head.seq < last.seq) return { seq: end.head.seq + 1, reason: 'it stands beyond the end of the chain' };
  if (end.head.hash !== last.hash) return { seq: last.seq, reason: 'its hash is not that of the end of the chain' };
  for (const key of new Set([...end.balances.keys(), ...derived.keys()])) {
    const [kept, sum] = [end.balances.get(key) ?? 0, derived.get(key) ?? 0];
    if (kept !== sum) {
      return { seq: last.seq, reason: `the balance of ${key} is kept as ${kept}, the entries sum to ${sum}` };
    }
  }
  return null;
};
