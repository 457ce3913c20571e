import type { ChangeRetention } from '@harmony-live/protocol';
import type { Tx } from '../../platform/database/index.ts';

/** What the transaction's organisation has set, in days by kind; locked, for who is about to change it. */
export const retentionSet = async (tx: Tx, isLocked = false): Promise<ChangeRetention> => {
  const [row] = await tx<{ retention: ChangeRetention }[]>`
    select retention from organisation ${isLocked ? tx`for update` : tx``}`;
  return row?.retention ?? {};
};

/** What it has set, from now on. */
export const setRetention = async (tx: Tx, organisationId: string, retention: ChangeRetention): Promise<void> => {
  await tx`update organisation set retention = ${tx.json(retention)} where id = ${organisationId}`;
};

/** Every organisation, for the night's tidying. */
export const allOrganisations = async (tx: Tx): Promise<string[]> =>
  (await tx<{ id: string }[]>`select id from organisation order by id`).map(({ id }) => id);
