import { problem, type HelpInsights, type TimesTaken } from '@harmony-live/protocol';
import { toIso } from '../../platform/database/index.ts';
import type { Platform } from '../../platform/platform.ts';
import * as store from './store.ts';
import { dayNames, firstDay } from './stretch.ts';

/** Which stretch of time is asked for. */
export interface HelpWanted {
  siteId: string | undefined;
  /** Today is the last of them. */
  days: number;
  /** IANA; what hours are told in. Days are UTC, so that two people read the same. */
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
  checkZone(zone);
  const from = firstDay(now, days);
  const wanted = { siteId, from: new Date(from), to: new Date(now) };
  const earlier = { siteId, from: new Date(from - (now - from)), to: new Date(from - 1) };
  return db.withOrganisation(organisationId, async (tx) => {
    const hasBefore = (await store.organisationSince(tx)) <= earlier.from;
    const byDay = new Map((await store.totalsByDay(tx, wanted)).map((row) => [row.day, row]));
    const byHour = new Map((await store.totalsByHour(tx, wanted, zone)).map((row) => [row.hour, row]));
    return {
      ...{ from: toIso(wanted.from), to: toIso(wanted.to), zone },
      ...toTotals(await store.totalsOf(tx, wanted)),
      before: hasBefore ? toTotals(await store.totalsOf(tx, earlier)) : null,
      days: dayNames(from, days).map(
        (day) => byDay.get(day) ?? { day, asked: 0, helped: 0, solved: 0, rated: 0, stars: 0 },
      ),
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

const checkZone = (zone: string): void => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    throw problem('body/invalid', `${zone} is no time zone: write it like Europe/Berlin.`, {
      field: '/zone',
      reason: 'is no IANA time zone',
    });
  }
};
