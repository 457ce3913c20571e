import type { SiteRefusal } from '@harmony-live/protocol';
import type { Platform } from '../../platform/platform.ts';
import type { SiteRow } from '../store.ts';
import { isWebOrigin, normalisePattern } from './origins.ts';
import { keepRefusal, sitesWithOrigin } from './store.ts';

/** Pages that were refused, told to the owners of the sites that they asked for. */
export interface Refusals {
  /** A page that the site does not list asked for it. */
  ofOrigin(site: Pick<SiteRow, 'id' | 'organisationId'>, origin: string): Promise<void>;
  /** A page asked with a key that nobody has. */
  ofKey(origin: string): Promise<void>;
}

/** How often the same page is written down again, milliseconds. */
const again = 60_000;
/** Pages that are written down in that time, all together: anybody can ask, from whatever origin they claim. */
const mostAtOnce = 300;
/** Sites that may hear of one page with a wrong key. */
const mostSites = 5;

/** Keeps origin and time of what was refused, and lets open consoles know. */
export const createRefusals = ({ clock, db, live }: Pick<Platform, 'clock' | 'db' | 'live'>): Refusals => {
  const lately = new Map<string, number>();

  /** Whether it is worth writing: not said in the last minute, and not said too often by others. */
  const isNews = (name: string): boolean => {
    const now = clock.now();
    for (const [one, at] of lately) if (at <= now - again) lately.delete(one);
    if (lately.has(name) || lately.size >= mostAtOnce) return false;
    lately.set(name, now);
    return true;
  };

  const keep = async (organisationId: string, siteId: string, origin: string, reason: SiteRefusal['reason']) => {
    const row = { siteId, origin, reason, at: new Date(clock.now()) };
    await db.withOrganisation(organisationId, async (tx) => {
      if (!(await keepRefusal(tx, organisationId, row))) return;
      db.afterCommit(tx, () => live.toMembers(organisationId, { frame: 'site.changed', siteId }));
    });
  };

  return {
    ofOrigin: async ({ id, organisationId }, sent) => {
      const origin = normalisePattern(sent);
      if (isWebOrigin(origin) && isNews(`${id} ${origin}`)) await keep(organisationId, id, origin, 'origin');
    },
    ofKey: async (sent) => {
      const origin = normalisePattern(sent);
      if (!isWebOrigin(origin) || !isNews(origin)) return;
      const sites = await db.asSystem('sites of an origin', (tx) => sitesWithOrigin(tx, origin, mostSites));
      for (const { id, organisationId } of sites) await keep(organisationId, id, origin, 'key');
    },
  };
};
