import { memberNames } from '../identity/index.ts';
import type { Tx } from '../platform/database/index.ts';
import type { StatusPart } from '../requests/index.ts';
import { slotMs } from './slots.ts';
import { appointmentsOf } from './store.ts';

/** What was booked for these requests, as their visitors are told. */
export const statusOf = async (tx: Tx, requestIds: readonly string[]): Promise<Map<string, StatusPart>> => {
  const all = await appointmentsOf(tx, requestIds);
  const booked = all.filter(({ state }) => state === 'booked');
  const names = await memberNames(
    tx,
    booked.map(({ memberId }) => memberId),
  );
  const parts = new Map<string, StatusPart>();
  // The later of a request's overwrites the earlier: only the last may be booked.
  for (const { requestId, memberId, slotAt, state } of all) {
    const expertName = state === 'booked' ? (names.get(memberId) ?? null) : null;
    const [at, endsAt] = [new Date(slotAt).toISOString(), new Date(slotAt + slotMs).toISOString()];
    parts.set(requestId, { appointment: { at, endsAt, expertName } });
  }
  return parts;
};
