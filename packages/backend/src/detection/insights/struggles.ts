import type { StruggleInsights } from '@harmony-live/protocol';
import { sitePolicies } from '../../identity/index.ts';
import { toIso } from '../../platform/database/index.ts';
import type { Platform } from '../../platform/platform.ts';
import * as store from './store.ts';
import { dayMs, stretchOf } from './stretch.ts';

const mostPlaces = 50;
const mostReasons = 3;
const mostMarks = 5;

/**
 * Where people were stuck, of one site or all, from the beginning of a day on. A struggle counts where its score reached what its
 * site calls being stuck today, on the day on which it ended. Nobody is named: people are counted.
 *
 * @param days today is the last of them
 */
export const struggleInsights = async (
  { clock, config, db }: Pick<Platform, 'clock' | 'config' | 'db'>,
  organisationId: string,
  { siteId, days }: { siteId: string | undefined; days: number },
): Promise<StruggleInsights> => {
  const now = clock.now();
  return db.withOrganisation(organisationId, async (tx) => {
    const { from, to, before } = await stretchOf({ config }, tx, days, now);
    const policies = await sitePolicies(tx, siteId === undefined ? undefined : [siteId]);
    const sites = [...policies].map(([id, { offers }]) => ({ id, threshold: offers.threshold }));
    const wanted = { sites, from, to };
    const byDay = new Map((await store.totalsByDay(tx, wanted)).map((row) => [row.day, row]));
    return {
      from: toIso(wanted.from),
      to: toIso(wanted.to),
      ...rounded(await store.totalsOf(tx, wanted)),
      before: before === null ? null : rounded(await store.totalsOf(tx, { sites, ...before })),
      days: Array.from({ length: days }, (_, index) => dayOf(from.getTime() + index * dayMs)).map((day) => ({
        day,
        ...rounded(byDay.get(day) ?? { struggles: 0, people: 0, minutes: 0 }),
      })),
      places: (await store.placesOf(tx, wanted, { most: mostPlaces, mostReasons, mostMarks })).map(toPlace),
    };
  });
};

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** Minutes to a tenth. */
const rounded = ({ struggles, people, minutes }: store.Totals) => ({
  struggles,
  people,
  minutes: Math.round(minutes * 10) / 10,
});

const toPlace = (row: store.PlaceRow): StruggleInsights['places'][number] => ({
  ...{ siteId: row.siteId, page: row.page, target: row.target, ...rounded(row) },
  lastAt: toIso(row.lastAt),
  reasons: row.reasons ?? [],
  fingerprints: row.fingerprints ?? [],
  article: row.articleId === null ? null : { id: row.articleId, title: row.articleTitle ?? '' },
  days: row.days,
});
