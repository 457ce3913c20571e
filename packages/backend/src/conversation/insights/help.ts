import { problem, type HelpInsights, type TimesTaken } from '@harmony-live/protocol';
import { toIso } from '../../platform/database/index.ts';
import type { Platform } from '../../platform/platform.ts';
import * as store from './store.ts';

const dayMs = 24 * 60 * 60_000;

/** Which stretch of time is asked for. */
export interface HelpWanted {
  siteId: string | undefined;
  /** Today is the last of them. */
  days: number;
  /** IANA; what days and hours are told in. */
  zone: string;
}

/**
 * What became of requests for help: how long until a person, until their first words, until it was solved; what was solved, and
 * how it was rated. Requests belong to the day on which they were made. Nobody is named.
 *
 * @throws Problem `body/invalid` for a time zone that nobody knows
 */
export const helpInsights = async (
  { clock, db }: Pick<Platform, 'clock' | 'db'>,
  organisationId: string,
  { siteId, days, zone }: HelpWanted,
): Promise<HelpInsights> => {
  const now = clock.now();
  const names = daysUntil(now, days, zone);
  const from = startOf(names[0]!, zone);
  const wanted = { siteId, from: new Date(from), to: new Date(now) };
  const earlier = { siteId, from: new Date(from - (now - from)), to: new Date(from - 1) };
  return db.withOrganisation(organisationId, async (tx) => {
    const hasBefore = (await store.organisationSince(tx)) <= earlier.from;
    const byDay = new Map((await store.totalsByDay(tx, wanted, zone)).map((row) => [row.day, row]));
    const byHour = new Map((await store.totalsByHour(tx, wanted, zone)).map((row) => [row.hour, row]));
    return {
      ...{ from: toIso(wanted.from), to: toIso(wanted.to), zone },
      ...toTotals(await store.totalsOf(tx, wanted)),
      before: hasBefore ? toTotals(await store.totalsOf(tx, earlier)) : null,
      days: names.map((day) => byDay.get(day) ?? { day, asked: 0, helped: 0, solved: 0, rated: 0, stars: 0 }),
      hours: Array.from({ length: 24 }, (_, hour) => byHour.get(hour) ?? { hour, asked: 0, missed: 0 }),
    };
  });
};

const toTotals = (row: store.TotalsRow): NonNullable<HelpInsights['before']> => {
  const { answered, resolved, toPersonMs, firstAnswerMs, resolutionMs, ...counts } = row;
  return {
    ...counts,
    toPerson: toTimes(counts.helped, toPersonMs),
    firstAnswer: toTimes(answered, firstAnswerMs),
    resolution: toTimes(resolved, resolutionMs),
  };
};

// A clock that was set back between two steps makes a time negative: it took no time then.
const toTimes = (of: number, found: [number, number] | null): TimesTaken => ({
  of,
  medianMs: found === null ? null : Math.max(0, Math.round(found[0])),
  p90Ms: found === null ? null : Math.max(0, Math.round(found[1])),
});

/** The last days in a zone, oldest first: `2026-03-02`. */
const daysUntil = (now: number, howMany: number, zone: string): string[] => {
  const last = Date.parse(dayIn(zone, now));
  return Array.from({ length: howMany }, (_, index) =>
    new Date(last - (howMany - 1 - index) * dayMs).toISOString().slice(0, 10),
  );
};

const dayIn = (zone: string, at: number): string => {
  try {
    return new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(at);
  } catch {
    throw problem('body/invalid', `${zone} is no time zone: write it like Europe/Berlin.`, {
      field: '/zone',
      reason: 'is no IANA time zone',
    });
  }
};

/** The first moment of a day in a zone. Zones are whole quarters of an hour off UTC, by at most 14 hours. */
const startOf = (day: string, zone: string): number => {
  const quarterMs = 15 * 60_000;
  let at = Date.parse(day) - 14 * 4 * quarterMs;
  while (dayIn(zone, at) < day) at += quarterMs;
  return at;
};
