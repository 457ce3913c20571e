import type { Tx } from '../../platform/database/index.ts';

/** How many links of this kind the account was sent since then. */
export const countTokens = async (tx: Tx, accountId: string, purpose: string, since: Date): Promise<number> => {
  const [row] = await tx<{ count: number }[]>`
    select count(*)::integer from account_token
    where account_id = ${accountId} and purpose = ${purpose} and created_at > ${since}`;
  return row?.count ?? 0;
};

/** Takes every link of this kind out of use: one that was pressed ends the others. */
export const endTokens = async (tx: Tx, accountId: string, purpose: string, at: Date): Promise<void> => {
  await tx`
    update account_token set used_at = ${at}
    where account_id = ${accountId} and purpose = ${purpose} and used_at is null`;
};

export const setPassword = async (tx: Tx, accountId: string, passwordHash: string): Promise<void> => {
  await tx`update account set password_hash = ${passwordHash} where id = ${accountId}`;
};

export const passwordOf = async (tx: Tx, accountId: string): Promise<string | undefined> =>
  (await tx<{ passwordHash: string }[]>`select password_hash from account where id = ${accountId}`)[0]?.passwordHash;

/** Ends the account's sessions, except one. @returns whose they were, to end what they have open */
export const endSessions = (
  tx: Tx,
  accountId: string,
  except?: Buffer,
): Promise<{ memberId: string; organisationId: string }[]> =>
  tx`
    delete from session where account_id = ${accountId} and hash is distinct from ${except ?? null}
    returning member_id, organisation_id`;
