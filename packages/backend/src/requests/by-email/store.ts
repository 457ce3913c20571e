import type { Tx } from '../../platform/database/index.ts';
import { goneAfterMs } from '../help-request.ts';

/** How the person who asked is reached, beside the page that they asked on. */
export interface Reach {
  isAnsweredByEmail: boolean;
  /** Until then it is kept for an address that is not verified yet; null where there is none. */
  keptUntil: Date | null;
}

/** @returns whether that changes anything */
export async function setReach(tx: Tx, id: string, { isAnsweredByEmail, keptUntil }: Reach): Promise<boolean> {
  const { count } = await tx`
    update help_request set is_answered_by_email = ${isAnsweredByEmail}, kept_until = ${keptUntil}
    where id = ${id} and (is_answered_by_email, kept_until) is distinct from (${isAnsweredByEmail}::boolean, ${keptUntil}::timestamptz)`;
  return count > 0;
}

/**
 * Stands in the queue. What is only kept, until its person has verified their address, does not while they are away: nobody is
 * sent to somebody who is neither on the page nor known to read the answer. Whoever is answered within a day need not be there.
 */
export const waits = (tx: Tx, now: number): ReturnType<Tx> => tx`
  state = 'queued' and (is_answered_by_email or kept_until is null or due_at is not null or visitor_seen_at > ${new Date(now - goneAfterMs)})`;

/** Nothing keeps it once its person's page is gone. */
export const isOver = (tx: Tx, now: number): ReturnType<Tx> => tx`
  not is_answered_by_email and (kept_until is null or kept_until < ${new Date(now)})`;
