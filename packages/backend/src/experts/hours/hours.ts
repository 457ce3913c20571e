import type { HoursException, HoursRange, WeeklyHours } from '@harmony-live/protocol';
import { dayAt, dayMs, momentOf } from './zone.ts';

/** When an expert works: the hours of each week, and the dates on which others hold. */
export interface WorkingHours {
  /** IANA; only read where there are hours. */
  timeZone: string | null;
  /** Empty: the expert has no hours, and the switch **Available** alone decides. */
  hours: readonly WeeklyHours[];
  /**
   * On these dates their own ranges hold in place of the week's, none for a day off. A range belongs to the date on which it
   * begins: a night that began the day before goes on.
   */
  exceptions: readonly HoursException[];
}

/** A stretch of time, `from` included and `until` not; milliseconds since the epoch. */
export interface Stretch {
  from: number;
  until: number;
}

/** How far ahead is looked; longer than a year of leave is better said with the switch. */
const horizonDays = 370;

/** Whether these hours put somebody on duty at this moment. False where there are none. */
export const isWithinHours = (hours: WorkingHours, at: number): boolean => {
  const stretch = stretchAt(hours, at);
  return stretch !== null && stretch.from <= at;
};

/**
 * The stretch of duty that goes on, or the next one; null when there is none for a year from now. Of one that has gone on since
 * before yesterday, the beginning is not looked for.
 */
export const stretchAt = (hours: WorkingHours, at: number): Stretch | null => {
  for (const stretch of stretches(hours, at)) if (stretch.until > at) return stretch;
  return null;
};

/** The next stretch that begins after this moment, whatever goes on now. */
export const nextOnDuty = (hours: WorkingHours, at: number): Stretch | null => {
  for (const stretch of stretches(hours, at)) if (stretch.from > at) return stretch;
  return null;
};

/** All stretches that have a part between these moments, in their order; the last one may be cut off a day after. */
export const stretchesBetween = (hours: WorkingHours, from: number, until: number): Stretch[] =>
  [...stretches(hours, from, Math.ceil((until - from) / dayMs) + 1)].filter(
    (stretch) => stretch.until > from && stretch.from < until,
  );

/** All stretches from the day before on, in their order; what meets or overlaps is one. */
function* stretches(working: WorkingHours, at: number, days = horizonDays): Generator<Stretch> {
  const { timeZone, hours, exceptions } = working;
  if (timeZone === null || hours.length === 0) return;
  const byDay = new Map(exceptions.map(({ date, hours: ranges }) => [Date.parse(`${date}T00:00:00Z`) / dayMs, ranges]));
  const today = dayAt(timeZone, at);
  let open: Stretch | undefined;
  for (let day = today - 1; day <= today + days; day += 1) {
    const ranges = byDay.get(day) ?? hours.filter(({ days }) => days.includes(weekdayOf(day)));
    const ofDay = ranges.map((range) => stretchOf(timeZone, day, range)).toSorted((a, b) => a.from - b.from);
    for (const stretch of ofDay) {
      // Clocks may skip a short range whole.
      if (stretch.until <= stretch.from) continue;
      if (open !== undefined && stretch.from <= open.until) open.until = Math.max(open.until, stretch.until);
      else {
        if (open !== undefined) yield open;
        open = stretch;
      }
    }
  }
  if (open !== undefined) yield open;
}

/** Monday is 1, as in ISO 8601; the first of January 1970 was a Thursday. */
const weekdayOf = (day: number): number => ((day + 3) % 7) + 1;

/** An end that is not after the beginning is on the next day. */
const stretchOf = (timeZone: string, day: number, range: HoursRange): Stretch => {
  const [from, to] = [minutesOf(range.from), minutesOf(range.to)];
  return { from: momentOf(timeZone, day, from), until: momentOf(timeZone, to > from ? day : day + 1, to) };
};

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
