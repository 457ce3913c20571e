import type { Clock } from '../../platform/clock.ts';
import type { SiteRow } from '../store.ts';

/** How a site is read when it is not at hand. */
export interface SiteSource {
  byKey(key: string): Promise<SiteRow | undefined>;
  byId(id: string): Promise<SiteRow | undefined>;
}

/** Sites at hand, so that each call of a page does not read the same row again. */
export interface SiteCache extends SiteSource {
  /** The next reader gets it from the database. */
  forget(siteId: string): void;
}

/**
 * How long a node goes by a site that another has changed, at most: news of it comes at once, unless it is lost. Together with
 * `configMaxAgeS` in `sites.ts` it says how late the kill switch is.
 */
export const siteTtlMs = 15_000;
/** Enough for every site that is busy; unknown keys pass through and push out the oldest. */
const mostEntries = 2_000;

/** Wraps a source. Unknown keys are remembered too, as briefly; failures are not. */
export const createSiteCache = (source: SiteSource, clock: Pick<Clock, 'now'>): SiteCache => {
  const entries = new Map<string, { site: Promise<SiteRow | undefined>; until: number }>();

  const get = (name: string, read: () => Promise<SiteRow | undefined>): Promise<SiteRow | undefined> => {
    const known = entries.get(name);
    if (known !== undefined && known.until > clock.now()) return known.site;
    const site = read();
    entries.delete(name);
    entries.set(name, { site, until: clock.now() + siteTtlMs });
    if (entries.size > mostEntries) entries.delete(entries.keys().next().value!);
    site.catch(() => {
      if (entries.get(name)?.site === site) entries.delete(name);
    });
    return site;
  };

  return {
    byKey: (key) => get(`key ${key}`, () => source.byKey(key)),
    byId: (id) => get(`id ${id}`, () => source.byId(id)),
    forget: (siteId) => {
      for (const [name, { site }] of entries) {
        void site.then(
          (row) => {
            if (row?.id === siteId && entries.get(name)?.site === site) entries.delete(name);
          },
          () => {},
        );
      }
    },
  };
};
