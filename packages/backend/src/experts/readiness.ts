import type { ExpertState } from '@harmony-live/protocol';
import type { Tx } from '../platform/database/index.ts';
import { availabilityOf } from './availability.ts';
import { findExpert, listExperts, type ExpertRow } from './store.ts';

/** How ready an expert is at a moment, for whoever looks for a colleague. */
export interface Readiness {
  memberId: string;
  state: ExpertState;
  /** Places that are taken, and how many there are. */
  load: number;
  capacity: number;
  /** BCP 47, as they put them. */
  languages: string[];
}

/** Experts of the organisation, at most `limit`, in no order that means anything. */
export const readiness = async (tx: Tx, now: number, limit: number): Promise<Readiness[]> =>
  (await listExperts(tx, now, undefined, limit)).map((expert) => toReadiness(expert, now));

/** The same of one member; null for somebody who is no expert. */
export const readinessOf = async (tx: Tx, memberId: string, now: number): Promise<Readiness | null> => {
  const expert = await findExpert(tx, memberId, now);
  return expert === undefined ? null : toReadiness(expert, now);
};

const toReadiness = (expert: ExpertRow, now: number): Readiness => ({
  memberId: expert.memberId,
  state: availabilityOf(expert, now),
  load: expert.load,
  capacity: expert.capacity,
  languages: expert.languages.map(({ tag }) => tag),
});
