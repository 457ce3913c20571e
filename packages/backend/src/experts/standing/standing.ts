import type { ExpertState } from '@harmony-live/protocol';
import { availabilityOf, awayAfterMs, type Presence } from '../availability.ts';

/** How somebody stands, as the history keeps it: their state, with a wrap-up apart from a break. */
export type Standing = ExpertState | 'wrapping-up';

/** What counts as hours of work: being there for requests, with as many as fit, and writing up. A break does not. */
export const working: readonly Standing[] = ['available', 'full', 'wrapping-up'];

/** The standing at `now`. */
export const standingOf = (presence: Presence & { isWrappingUp: boolean }, now: number): Standing => {
  const state = availabilityOf(presence, now);
  return state === 'quiet' && presence.isWrappingUp ? 'wrapping-up' : state;
};

/**
 * Since when the standing is what it is, where the server did not run for a while: whoever was there is taken to have been there
 * for as long as they were seen, and the 45 seconds in which nobody is missed.
 */
export const endedUnseen = (seenAt: number | null, now: number): number => Math.min(now, (seenAt ?? now) + awayAfterMs);
