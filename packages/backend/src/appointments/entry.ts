import type { Tx } from '../platform/database/index.ts';
import type { HelpRequestRow } from '../requests/index.ts';
import type { Entry } from './calendar.ts';
import { statusOf } from './status.ts';
import { appointmentsOf } from './store.ts';

/** A booked request as its person keeps it in a calendar: one entry for good, whoever comes. */
export const entryFor = async (
  tx: Tx,
  { id, slotAt, state }: Pick<HelpRequestRow, 'id' | 'slotAt' | 'state'>,
): Promise<Entry> => {
  const name = (await statusOf(tx, [id])).get(id)?.appointment?.expertName ?? null;
  const isCancelled = state === 'cancelled' || state === 'expired';
  const givenUp = (await appointmentsOf(tx, [id])).filter((one) => one.state === 'given-up').length;
  // Each time somebody gives it up there are two changes: they do not come, and, mostly, somebody else does.
  const sequence = 2 * givenUp - (name === null && givenUp > 0 ? 1 : 0) + (isCancelled ? 1 : 0);
  return { uid: id, sequence, slotAt: slotAt!, isCancelled, title: name === null ? 'Help' : `Help: ${name}` };
};
