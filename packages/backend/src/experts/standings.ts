import type { ExpertState } from '@harmony-live/protocol';
import type { Tx } from '../platform/database/index.ts';
import { availabilityOf } from './availability.ts';
import { findExpert, listExperts, type ExpertRow } from './store.ts';

/** How an expert stands at a moment, for whoever looks for a colleague. */
export interface Standing {
  memberId: string;
  state: ExpertState;
  /** Places that are taken, and how many there are. */
  load: number;
  capacity: number;
  /** BCP 47, as they put them. */
  languages: string[];
}

/** Experts of the organisation, at most `limit`, in no order that means anything. */
export const standings = async (tx: Tx, now: number, limit: number): Promise<Standing[]> =>
  (await listExperts(tx, now, undefined, limit)).map((expert) => toStanding(expert, now));

/** The same of one member; null for somebody who is no expert. */
export const standingOf = async (tx: Tx, memberId: string, now: number): Promise<Standing | null> => {
  const expert = await findExpert(tx, memberId, now);
  return expert === undefined ? null : toStanding(expert, now);
};

const toStanding = (expert: ExpertRow, now: number): Standing => ({
  memberId: expert.memberId,
  state: availabilityOf(expert, now),
  load: expert.load,
  capacity: expert.capacity,
  languages: expert.languages.map(({ tag }) => tag),
});
