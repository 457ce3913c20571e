import type { Tx } from '../../platform/database/index.ts';
import { working } from '../standing/standing.ts';
import { timeSince } from '../standing/store.ts';
import type { ExpertRow } from '../store.ts';
import { weekAt } from './week.ts';

/** How long these experts were on duty in the week that goes on, each by their own clock; milliseconds, by member. */
export const weeksSoFar = async (tx: Tx, experts: readonly ExpertRow[], now: number): Promise<Map<string, number>> =>
  timeSince(
    tx,
    experts.map((expert) => ({ memberId: expert.memberId, since: weekAt(expert, now).from })),
    working,
    now,
  );
