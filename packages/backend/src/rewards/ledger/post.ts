import { problem, type Transfer } from '@harmony-live/protocol';
import type { Tx } from '../../platform/database/index.ts';
import * as store from './store.ts';
import {
  accountKey,
  apply,
  chain,
  checkPosting,
  isSame,
  wouldOverdraw,
  type Balances,
  type Posting,
} from './transfer.ts';

/**
 * Writes transfers at the end of the organisation's chain, in their order, all or none. A posting whose `clientId` is in
 * the chain already writes nothing and gets the transfer of then. The end of the chain stays locked until the
 * transaction ends, so post last, and many at once: a batch costs about as much as one.
 *
 * @returns the transfers, in the order of the postings
 * @throws Problem `ledger/would-overdraw` (422), `key/reused` (409) for a known `clientId` with other content; RangeError
 *   for what no rule may ask (`checkPosting`)
 */
export const post = async (tx: Tx, organisationId: string, postings: readonly Posting[]): Promise<Transfer[]> => {
  if (postings.length === 0) return [];
  postings.forEach(checkPosting);
  let head = await store.lockHead(tx, organisationId);
  const ids = postings.map(({ clientId }) => clientId);
  const known = new Map<string, Transfer>();
  for (const one of await store.transfersByClientId(tx, organisationId, ids)) known.set(one.clientId, one);

  const fresh = postings.filter(({ clientId }) => !known.has(clientId));
  const accounts = new Set(fresh.flatMap(({ entries }) => entries.map(({ account }) => account)));
  const balances: Balances = fresh.length === 0 ? new Map() : await store.balancesOf(tx, organisationId, [...accounts]);
  const moved = new Set<string>();
  const chained: store.StoredTransfer[] = [];
  const result = postings.map((posting) => {
    const before = known.get(posting.clientId);
    if (before !== undefined) return sameOrRefused(before, posting);
    const [below] = apply(balances, posting.entries);
    if (below !== undefined) throw wouldOverdraw(below);
    posting.entries.forEach((entry) => moved.add(accountKey(entry)));
    const next = chain(head, posting);
    head = next.transfer;
    chained.push(next);
    known.set(posting.clientId, next.transfer);
    return next.transfer;
  });
  if (chained.length === 0) return result;
  await store.insertTransfers(tx, organisationId, chained);
  await store.setBalances(tx, organisationId, new Map([...balances].filter(([key]) => moved.has(key))));
  await store.moveHead(tx, organisationId, head);
  return result;
};

const sameOrRefused = (before: Transfer, posting: Posting): Transfer => {
  if (isSame(before, posting)) return before;
  throw problem('key/reused', 'A transfer with this id is in the ledger with other content. Use a new id.');
};
