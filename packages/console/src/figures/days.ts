const dayMs = 24 * 3_600_000;

/** Every day of a stretch, UTC, oldest first: `2026-11-10`. @param to its end, RFC 3339; the day it falls on is the last */
export function lastDays(to: string, howMany: number): string[] {
  const last = Date.parse(to.slice(0, 10));
  return Array.from({ length: howMany }, (_, index) =>
    new Date(last - (howMany - 1 - index) * dayMs).toISOString().slice(0, 10),
  );
}

/** Counts on all of `days`, nought where `counted` says nothing. */
export function countsOn(days: readonly string[], counted: readonly { day: string; count: number }[]): number[] {
  const byDay = new Map(counted.map(({ day, count }) => [day, count]));
  return days.map((day) => byDay.get(day) ?? 0);
}

/** What the first and the second half of a stretch come to; of an odd number of days the middle one is the second's. */
export function halves(counts: readonly number[]): { first: number; second: number } {
  const middle = Math.floor(counts.length / 2);
  const sum = (part: readonly number[]): number => part.reduce((total, count) => total + count, 0);
  return { first: sum(counts.slice(0, middle)), second: sum(counts.slice(middle)) };
}
