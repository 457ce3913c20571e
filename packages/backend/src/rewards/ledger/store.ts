import type { Transfer } from '@harmony-live/protocol';
import type { Tx } from '../../platform/database/index.ts';
import type { Balances, Entry, Head, Inputs } from './transfer.ts';

/** A transfer as its rows hold it, with the text that was hashed. */
export type StoredTransfer = { transfer: Transfer; canonical: string };

/** Locks the end of the chain until the transaction ends; makes it for the first transfer of an organisation. */
export async function lockHead(tx: Tx, organisationId: string): Promise<Head> {
  const [head] = await tx<Head[]>`
    insert into ledger_head (organisation_id, seq, hash) values (${organisationId}, 0, null)
    on conflict (organisation_id) do update set seq = ledger_head.seq
    returning seq, hash`;
  return head!;
}

export async function moveHead(tx: Tx, organisationId: string, { seq, hash }: Head): Promise<void> {
  await tx`update ledger_head set seq = ${seq}, hash = ${hash} where organisation_id = ${organisationId}`;
}

/** Writes transfers that have their place in the chain: one statement for them, one for all of their entries. */
export async function insertTransfers(
  tx: Tx,
  organisationId: string,
  stored: readonly StoredTransfer[],
): Promise<void> {
  const transfers = stored.map(({ transfer }) => transfer);
  await tx`
    insert into transfer (organisation_id, seq, at, reason, policy, inputs, client_id, prev_hash, hash, canonical)
    select ${organisationId}, seq, at::timestamptz, reason, policy, inputs::jsonb, client_id, prev_hash, hash, canonical
    from unnest(
      ${transfers.map(({ seq }) => seq)}::integer[], ${transfers.map(({ at }) => at)}::text[],
      ${transfers.map(({ reason }) => reason)}::text[], ${transfers.map(({ policy }) => policy)}::text[],
      ${transfers.map(({ inputs }) => JSON.stringify(inputs))}::text[],
      ${transfers.map(({ clientId }) => clientId)}::uuid[], ${transfers.map(({ prevHash }) => prevHash)}::text[],
      ${transfers.map(({ hash }) => hash)}::text[], ${stored.map(({ canonical }) => canonical)}::text[]
    ) as t (seq, at, reason, policy, inputs, client_id, prev_hash, hash, canonical)`;
  const entries = transfers.flatMap(({ seq, entries: list }) =>
    list.map((entry, index) => ({ ...entry, seq, position: index + 1 })),
  );
  await tx`
    insert into ledger_entry (organisation_id, seq, position, account, unit, amount)
    select ${organisationId}, seq, position, account, unit, amount
    from unnest(
      ${entries.map(({ seq }) => seq)}::integer[], ${entries.map(({ position }) => position)}::smallint[],
      ${entries.map(({ account }) => account)}::text[], ${entries.map(({ unit }) => unit)}::text[],
      ${entries.map(({ amount }) => amount)}::bigint[]
    ) as e (seq, position, account, unit, amount)`;
}

/** What these accounts hold; an account that never moved is missing. */
export async function balancesOf(tx: Tx, organisationId: string, accounts: readonly string[]): Promise<Balances> {
  const rows = await tx<{ account: string; unit: string; amount: number }[]>`
    select account, unit, amount from ledger_balance
    where organisation_id = ${organisationId} and account = any (${accounts as string[]}::text[])`;
  return new Map(rows.map(({ account, unit, amount }) => [`${account} ${unit}`, amount]));
}

export async function setBalances(tx: Tx, organisationId: string, balances: Balances): Promise<void> {
  const rows = [...balances].map(([key, amount]) => ({ ...splitKey(key), amount }));
  await tx`
    insert into ledger_balance (organisation_id, account, unit, amount)
    select ${organisationId}, account, unit, amount
    from unnest(
      ${rows.map(({ account }) => account)}::text[], ${rows.map(({ unit }) => unit)}::text[],
      ${rows.map(({ amount }) => amount)}::bigint[]
    ) as b (account, unit, amount)
    on conflict (organisation_id, account, unit) do update set amount = excluded.amount`;
}

interface TransferRow extends Omit<Transfer, 'at' | 'entries'> {
  at: Date;
  inputs: Inputs;
  accounts: string[] | null;
  units: string[];
  amounts: number[];
  canonical: string;
}

const toStored = (row: TransferRow): StoredTransfer => {
  const { seq, at, reason, policy, clientId, inputs, accounts, units, amounts, prevHash, hash, canonical } = row;
  const entries: Entry[] = (accounts ?? []).map((account, index) => ({
    account,
    unit: units[index]!,
    amount: amounts[index]!,
  }));
  return {
    transfer: { seq, at: at.toISOString(), reason, policy, clientId, inputs, entries, prevHash, hash },
    canonical,
  };
};

/** The chain after `after`, in its order. */
export async function transfersAfter(
  tx: Tx,
  organisationId: string,
  after: number,
  limit: number,
): Promise<StoredTransfer[]> {
  const rows = await tx<TransferRow[]>`
    select t.seq, at, reason, policy, client_id, inputs, accounts, units, amounts, prev_hash, hash, canonical
    from transfer t left join (
      select seq, array_agg(account order by position) as accounts, array_agg(unit order by position) as units,
        array_agg(amount order by position) as amounts
      from ledger_entry
      where organisation_id = ${organisationId} and seq > ${after} and seq <= (
        select max(seq) from (
          select seq from transfer where organisation_id = ${organisationId} and seq > ${after} order by seq limit ${limit}
        ) as page
      )
      group by seq
    ) as e on e.seq = t.seq
    where t.organisation_id = ${organisationId} and t.seq > ${after}
    order by t.seq limit ${limit}`;
  return rows.map(toStored);
}

/** Those of these idempotency keys that are in the chain, in its order. */
export async function transfersByClientId(
  tx: Tx,
  organisationId: string,
  clientIds: readonly string[],
): Promise<Transfer[]> {
  const rows = await tx<TransferRow[]>`
    select t.seq, at, reason, policy, client_id, inputs, accounts, units, amounts, prev_hash, hash, canonical
    from transfer t cross join lateral (
      select array_agg(account order by position) as accounts, array_agg(unit order by position) as units,
        array_agg(amount order by position) as amounts
      from ledger_entry e where e.organisation_id = t.organisation_id and e.seq = t.seq
    ) as e
    where t.organisation_id = ${organisationId} and client_id = any (${clientIds as string[]}::uuid[])
    order by t.seq`;
  return rows.map((row) => toStored(row).transfer);
}

/** The end of a chain as one moment saw it: `lastSeq` is the last row that is really there. */
export interface Snapshot {
  head: Head;
  lastSeq: number;
  balances: Balances;
}

/** One statement, so that nothing moves between its parts. */
export async function snapshot(tx: Tx, organisationId: string): Promise<Snapshot> {
  const [row] = await tx<{ seq: number; hash: string | null; lastSeq: number; balances: Record<string, number> }[]>`
    select coalesce(h.seq, 0) as seq, h.hash,
      (select coalesce(max(seq), 0) from transfer where organisation_id = o.id) as last_seq,
      (select coalesce(json_object_agg(account || ' ' || unit, amount), '{}') from ledger_balance
        where organisation_id = o.id) as balances
    from (select ${organisationId}::uuid as id) as o left join ledger_head h on h.organisation_id = o.id`;
  const { seq, hash, lastSeq, balances } = row!;
  return { head: { seq, hash }, lastSeq, balances: new Map(Object.entries(balances)) };
}

/** Organisations, by id or name where one is asked for; in the order of their names. */
export function organisations(tx: Tx, idOrName?: string): Promise<{ id: string; name: string }[]> {
  return tx`
    select id, name from organisation
    where ${idOrName ?? null}::text is null or id::text = lower(${idOrName ?? null}) or name = ${idOrName ?? null}
    order by name, id`;
}

const splitKey = (key: string): { account: string; unit: string } => {
  const [account = '', unit = ''] = key.split(' ');
  return { account, unit };
};
