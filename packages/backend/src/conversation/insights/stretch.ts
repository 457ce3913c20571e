const dayMs = 24 * 60 * 60_000;

/** When the first of so many days begins, today being the last: UTC, which has no days of other lengths. Milliseconds. */
export const firstDay = (now: number, days: number): number => now - (now % dayMs) - (days - 1) * dayMs;

/** The names of so many days from a first on: `2026-03-02`. */
export const dayNames = (from: number, days: number): string[] =>
  Array.from({ length: days }, (_, index) => new Date(from + index * dayMs).toISOString().slice(0, 10));
