import { retentionDaysOf } from '../../identity/index.ts';
import type { Tx } from '../../platform/database/index.ts';
import type { Platform } from '../../platform/platform.ts';

export const dayMs = 24 * 60 * 60_000;

/** What is looked at, both ends included, and the stretch of equal length before. */
export interface Stretch {
  from: Date;
  to: Date;
  /** Null where it reaches further back than anything is kept. */
  before: { from: Date; to: Date } | null;
}

/** Whole days until now; today, in UTC, which has no days of other lengths, is the last of them. */
export const stretchOf = async (
  { config }: Pick<Platform, 'config'>,
  tx: Tx,
  days: number,
  now: number,
): Promise<Stretch> => {
  const from = now - (now % dayMs) - (days - 1) * dayMs;
  const before = from - (now - from) - 1;
  const keptDays = await retentionDaysOf({ config }, tx, 'signals');
  const isBeforeKept = keptDays === null || before >= now - keptDays * dayMs;
  return {
    ...{ from: new Date(from), to: new Date(now) },
    before: isBeforeKept ? { from: new Date(before), to: new Date(from - 1) } : null,
  };
};
