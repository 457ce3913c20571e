import { stretchAt, type Stretch, type WorkingHours } from '../hours/hours.ts';
import type { Turn } from '../hours/turn.ts';
import { dayAt, momentOf } from '../hours/zone.ts';

/** An hour in milliseconds. */
export const hourMs = 3_600_000;

/** Whoever names no zone has the week of UTC. */
const zoneOf = ({ timeZone }: Pick<WorkingHours, 'timeZone'>): string => timeZone ?? 'UTC';

/** The week that goes on by the clock on the wall: from Monday at midnight to the next, as in ISO 8601. */
export const weekAt = (hours: Pick<WorkingHours, 'timeZone'>, at: number): Stretch => {
  const zone = zoneOf(hours);
  const today = dayAt(zone, at);
  // The first of January 1970 was a Thursday.
  const monday = today - ((today + 3) % 7);
  return { from: momentOf(zone, monday, 0), until: momentOf(zone, monday + 7, 0) };
};

/** The end of the day that goes on by the clock on the wall. */
export const endOfDay = (hours: Pick<WorkingHours, 'timeZone'>, at: number): number => {
  const zone = zoneOf(hours);
  return momentOf(zone, dayAt(zone, at) + 1, 0);
};

/** Off until the week is over: hours that begin before are passed over, and a night that reaches into the next week begins with it. */
export const restedTurn = (hours: WorkingHours, weekEnd: number): Turn => {
  const next = stretchAt(hours, weekEnd);
  return {
    isOn: false,
    dutyFrom: next === null ? null : Math.max(next.from, weekEnd),
    dutyUntil: next?.until ?? null,
  };
};

/** What decides whether somebody has worked enough. */
export interface WeekLimit {
  /** Null: no limit. */
  mostHoursAWeek: number | null;
  /** They wish to go on until then, milliseconds since the epoch. */
  overHoursUntil: number | null;
}

/** Whether the hours of the week are reached, and nothing was said about going on. */
export const isWorkedOut = ({ mostHoursAWeek, overHoursUntil }: WeekLimit, weekMs: number, now: number): boolean =>
  hasReached(mostHoursAWeek, weekMs) && (overHoursUntil === null || overHoursUntil <= now);

/** Whether so much time is as much as was wanted. */
export const hasReached = (mostHoursAWeek: number | null, weekMs: number): boolean =>
  mostHoursAWeek !== null && weekMs >= mostHoursAWeek * hourMs;
