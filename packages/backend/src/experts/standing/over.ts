import type { ExpertProfile, ExpertState } from '@harmony-live/protocol';
import type { Tx } from '../../platform/database/index.ts';
import { firstSubtag } from '../../platform/language-tag.ts';
import { availabilityOf } from '../availability.ts';
import { countEvidence } from '../evidence/store.ts';
import { dayAt, momentOf } from '../hours/zone.ts';
import { existingExpert } from '../profile.ts';
import { working } from './standing.ts';
import { stretchesOf, timeSince, type DutyStretch } from './store.ts';

/** An expert over some days, as far as it says what could come to them; times in milliseconds since the epoch. */
export interface ExpertOver {
  /** The midnight that the days begin with, by the clock of their time zone; of UTC without one. */
  from: number;
  state: ExpertState;
  quietUntil: number | null;
  languages: ExpertProfile['languages'];
  /** How they stood, in order. */
  stretches: DutyStretch[];
  onDutyMs: number;
  /** How many problems they have solved. */
  solved: number;
}

/**
 * How an expert stood over so many days, today among them.
 *
 * @throws Problem `expert/not-found`
 */
export const expertOver = async (tx: Tx, memberId: string, days: number, now: number): Promise<ExpertOver> => {
  const expert = await existingExpert(tx, memberId, now);
  const zone = expert.timeZone ?? 'UTC';
  const from = momentOf(zone, dayAt(zone, now) - days + 1, 0);
  const spent = await timeSince(tx, [{ memberId, since: from }], working, now);
  return {
    from,
    state: availabilityOf(expert, now),
    quietUntil: expert.quietUntil,
    languages: expert.languages,
    stretches: await stretchesOf(tx, memberId, from, now),
    onDutyMs: spent.get(memberId) ?? 0,
    solved: await countEvidence(tx, expert.id),
  };
};

/** Whether somebody with these languages speaks this one; whoever names none is taken to speak English. */
export const speaks = (languages: ExpertProfile['languages'], tag: string): boolean =>
  languages.length === 0
    ? firstSubtag(tag) === 'en'
    : languages.some((spoken) => firstSubtag(spoken.tag) === firstSubtag(tag));
