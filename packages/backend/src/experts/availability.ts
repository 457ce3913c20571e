import type { ExpertState } from '@harmony-live/protocol';
import { isOnDuty, type Turn } from './hours/turn.ts';

/**
 * Without a sign of life of any of their sockets for this long, an expert whom no device tells is away (`domain.md`); three
 * missed heartbeats.
 */
export const awayAfterMs = 45_000;

/** A conversation without a message for this long no longer counts against capacity: both have gone, nobody closed it. */
export const silentAfterMs = 10 * 60_000;

/** This many assignments in a row that ran out switch the expert off, so that seekers do not wait for an empty chair. */
export const timeOutsUntilOff = 3;

/** What availability is derived from; times in milliseconds since the epoch. */
export interface Presence extends Turn {
  quietUntil: number | null;
  seenAt: number | null;
  /** A device of theirs is told by push while no console is open. */
  isPushed: boolean;
  /** Places that are taken by conversations, and how many there are. */
  load: number;
  capacity: number;
}

/**
 * offline: the switch is off, by hand or by the hours · quiet: until a time they chose · away: no sign of life for 45 s, and no device that is told by
 * push · full: as many conversations as they set · available. The first that holds, in this order.
 */
export function availabilityOf(presence: Presence, now: number): ExpertState {
  if (!isOnDuty(presence, now)) return 'offline';
  if (presence.quietUntil !== null && presence.quietUntil > now) return 'quiet';
  const isSilent = presence.seenAt === null || now - presence.seenAt >= awayAfterMs;
  if (isSilent && !presence.isPushed) return 'away';
  return presence.load >= presence.capacity ? 'full' : 'available';
}
