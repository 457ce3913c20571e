import type { Tx } from '../database/index.ts';

/** Events that are not delivered yet: how many, and for how long the oldest has waited, in milliseconds. */
export const outboxLag = async (tx: Tx, now: Date): Promise<{ unsent: number; lagMs: number }> => {
  const [row] = await tx<{ unsent: number; oldestAt: Date | null }[]>`
    select count(*) as unsent, min(at) as oldest_at from outbox where sent_at is null`;
  return {
    unsent: row!.unsent,
    lagMs: row!.oldestAt === null ? 0 : Math.max(0, now.getTime() - row!.oldestAt.getTime()),
  };
};
