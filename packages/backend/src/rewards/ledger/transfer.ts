import { createHash } from 'node:crypto';
import { problem, type AwardInputs, type LedgerEntry, type Transfer } from '@harmony-live/protocol';
import type { Static } from 'typebox';
import { canonicalize, type Json } from './canonical.ts';

/** One line of a transfer. */
export type Entry = Static<typeof LedgerEntry>;
/** What a rule was given, pseudonyms only. */
export type Inputs = Static<typeof AwardInputs>;
/** Why something moved (`domain.md`, "Entities"). */
export type TransferReason = 'resolution' | 'royalty' | 'settle' | 'reverse' | 'tip';

/** A transfer before it has its place in the chain. */
export interface Posting {
  /** The idempotency key. */
  clientId: string;
  at: Date;
  reason: TransferReason;
  /** Version of the rule. */
  policy: string;
  inputs: Inputs;
  entries: Entry[];
}

/** Where the chain ends; `hash` is null before the first transfer. */
export interface Head {
  seq: number;
  hash: string | null;
}

/** Gives a posting its place after `head`. `canonical` is the text whose SHA-256 is `hash`. */
export const chain = (head: Head, posting: Posting): { transfer: Transfer; canonical: string } => {
  const { at, reason, policy, clientId, inputs, entries } = posting;
  const open = {
    ...{ seq: head.seq + 1, at: at.toISOString(), reason, policy, clientId, inputs },
    entries: entries.map(({ account, unit, amount }) => ({ account, unit, amount })),
    prevHash: head.hash,
  };
  const canonical = canonicalize(open as Json);
  return { transfer: { ...open, hash: sha256(canonical) }, canonical };
};

/** The text that was hashed, made again from the fields of a transfer. */
export const canonicalOf = ({ hash: _, ...rest }: Transfer): string => canonicalize(rest as Json);

/** Lower-case hex. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * An identifier that follows from an award and a step of it, so that the ledger itself refuses to take the step twice:
 * the first 16 bytes of a SHA-256, as a UUID of version 8 (RFC 9562, section 5.8).
 */
export const stepId = (awardId: string, step: 'settle' | 'reverse'): string => {
  const hex = sha256(`${awardId} ${step}`);
  const variant = ((Number.parseInt(hex[16]!, 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/** Whether it is the same posting: what was asked, not when it was asked again. */
export const isSame = (transfer: Transfer, { reason, policy, inputs, entries }: Posting): boolean => {
  const told = (one: { reason: string; policy: string; inputs: Inputs; entries: Entry[] }) =>
    canonicalize([one.reason, one.policy, one.inputs, one.entries] as Json);
  return told(transfer) === told({ reason, policy, inputs, entries });
};

/** What each account holds, by `account unit`. */
export type Balances = Map<string, number>;

/** The key of an account in `Balances`. */
export const accountKey = ({ account, unit }: Pick<Entry, 'account' | 'unit'>): string => `${account} ${unit}`;

/** The units that do not sum to zero. */
export const unevenUnits = (entries: readonly Entry[]): string[] => {
  const sums = new Map<string, number>();
  for (const { unit, amount } of entries) sums.set(unit, (sums.get(unit) ?? 0) + amount);
  return [...sums].filter(([, sum]) => sum !== 0).map(([unit]) => unit);
};

/** Moves the amounts. @returns the keys of the accounts that are below zero afterwards and may not be */
export const apply = (balances: Balances, entries: readonly Entry[]): string[] => {
  for (const entry of entries) {
    const key = accountKey(entry);
    balances.set(key, (balances.get(key) ?? 0) + entry.amount);
  }
  const keys = entries.filter(({ account }) => account !== 'issuance').map(accountKey);
  return keys.filter((key) => balances.get(key)! < 0);
};

const accountName =
  /^(issuance|escrow|platform|community|tips|payouts|burned|wallet:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const unitName = /^(token|[A-Z]{3})$/;

/** @throws RangeError for what no rule may ever ask: an unknown account or unit, a fraction, a sum that is not zero */
export const checkPosting = ({ clientId, entries }: Posting): void => {
  const complain = (what: string): never => {
    throw new RangeError(`Transfer ${clientId}: ${what}.`);
  };
  if (entries.length < 2) complain('it takes two entries at least');
  for (const { account, unit, amount } of entries) {
    if (!accountName.test(account)) complain(`there is no account ${account}`);
    if (!unitName.test(unit)) complain(`there is no unit ${unit}`);
    if (!Number.isSafeInteger(amount) || amount === 0) complain(`${amount} is no amount`);
  }
  const uneven = unevenUnits(entries);
  if (uneven.length > 0) complain(`it does not sum to zero in ${uneven.join(', ')}`);
};

/** The answer to a transfer that would take more than there is. */
export const wouldOverdraw = (key: string) =>
  problem(
    'ledger/would-overdraw',
    `There is not enough in ${key.split(' ')[0]}. Take less, or wait until more is settled.`,
  );
