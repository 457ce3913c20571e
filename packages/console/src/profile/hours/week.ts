import type { HoursRange, WeeklyHours } from '@harmony-live/protocol';

/** Hours while they are edited: the ranges of each day, Monday first; a time that is not chosen yet is empty. */
export type Week = readonly (readonly HoursRange[])[];

/** Part of a day to be drawn, in minutes from midnight. */
export interface Bar {
  from: number;
  until: number;
}

const dayMinutes = 24 * 60;

export const emptyWeek: Week = Array.from({ length: 7 }, () => []);

/** What is put there to be changed: the working week of most. */
export const usualWeek: Week = emptyWeek.map((_, day) => (day < 5 ? [{ from: '09:00', to: '17:00' }] : []));

/** The ranges of each day. A clock's end of the day is the midnight of the field: `00:00`. */
export const weekOf = (hours: readonly WeeklyHours[]): Week =>
  emptyWeek.map((_, day) =>
    hours
      .filter(({ days }) => days.includes(day + 1))
      .map(({ from, to }) => fieldRange({ from, to }))
      .toSorted((a, b) => a.from.localeCompare(b.from)),
  );

/** What is sent: equal ranges of several days as one, without those that were left empty. */
export const hoursOf = (week: Week): WeeklyHours[] => {
  const byRange = new Map<string, WeeklyHours>();
  for (const [day, ranges] of week.entries()) {
    for (const range of ranges.filter(isBegun).map(sentRange)) {
      const key = `${range.from} ${range.to}`;
      const known = byRange.get(key) ?? { days: [], ...range };
      if (!known.days.includes(day + 1)) known.days.push(day + 1);
      byRange.set(key, known);
    }
  }
  return [...byRange.values()];
};

/** A range whose times are not both empty. */
export const isBegun = ({ from, to }: HoursRange): boolean => from !== '' || to !== '';

/** A range that leads nowhere: half of it is missing, or it ends as it begins. From midnight to midnight is a whole day. */
export const isOdd = ({ from, to }: HoursRange): boolean =>
  from === '' || to === '' || (from === to && from !== '00:00');

/** `24:00` as a field of type `time` can show it; as an end it means the same. */
export const fieldRange = ({ from, to }: HoursRange): HoursRange => ({ from, to: to === '24:00' ? '00:00' : to });
export const sentRange = ({ from, to }: HoursRange): HoursRange => ({ from, to: to === '00:00' ? '24:00' : to });

/** What a day looks like: its own ranges, and what reaches over midnight from the day before. */
export const barsOf = (week: Week, day: number): Bar[] => {
  const own = spans(week[day] ?? []).map(({ from, until }) => ({ from, until: Math.min(until, dayMinutes) }));
  const before = spans(week[(day + 6) % 7] ?? [])
    .filter(({ until }) => until > dayMinutes)
    .map(({ until }) => ({ from: 0, until: until - dayMinutes }));
  return [...before, ...own];
};

/** How long the week is, in milliseconds; what overlaps is counted once. */
export const lengthOf = (week: Week): number => {
  const minutes = new Set<number>();
  for (const day of week.keys()) {
    for (const { from, until } of barsOf(week, day)) {
      for (let minute = from; minute < until; minute += 1) minutes.add(day * dayMinutes + minute);
    }
  }
  return minutes.size * 60_000;
};

const spans = (ranges: readonly HoursRange[]): Bar[] =>
  ranges
    .filter(({ from, to }) => from !== '' && to !== '')
    .map(({ from, to }) => [minutesOf(from), minutesOf(to)] as const)
    .map(([from, to]) => ({ from, until: to > from ? to : to + dayMinutes }));

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
