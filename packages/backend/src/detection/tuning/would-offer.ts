import type { SiteTuning } from '@harmony-live/protocol';

/** A stretch of struggle as far as offering goes by it. */
export interface PastStruggle {
  visitorId: string;
  visitId: string;
  at: Date;
  page: string;
  agreedScore: number;
}

/** What one threshold would have brought. */
export type WouldOffer = SiteTuning['thresholds'][number];

/** A person's caps (`detection.md`, "Offering"): one offer a visit, two within seven days. */
const mostPerWeek = 2;
const weekMs = 7 * 24 * 60 * 60_000;
const mostPages = 5;

/**
 * Counts the offers that a threshold would have brought. Struggles are given in the order of time, as many at once as one likes.
 * What people would have answered is not known: nobody is taken to have said no.
 *
 * @param hasCaps false in the demo, where each struggle that is bad enough counts
 */
export const wouldOffer = (threshold: number, hasCaps: boolean) => {
  const visits = new Set<string>();
  /** When each person would have had their latest offers, milliseconds since the epoch. */
  const latest = new Map<string, number[]>();
  const pages = new Map<string, number>();
  let offers = 0;

  const add = ({ visitorId, visitId, at, page, agreedScore }: PastStruggle): void => {
    if (agreedScore < threshold) return;
    const within = (latest.get(visitorId) ?? []).filter((earlier) => at.getTime() - earlier < weekMs);
    if (hasCaps && (visits.has(visitId) || within.length >= mostPerWeek)) return;
    visits.add(visitId);
    latest.set(visitorId, [...within.slice(1 - mostPerWeek), at.getTime()]);
    pages.set(page, (pages.get(page) ?? 0) + 1);
    offers += 1;
  };

  return {
    add: (struggles: readonly PastStruggle[]) => struggles.forEach(add),
    /** Places in the order of their offers, five at most. */
    result: (): WouldOffer => ({
      ...{ threshold, offers, people: latest.size },
      pages: [...pages]
        .map(([page, count]) => ({ page, offers: count }))
        .toSorted((a, b) => b.offers - a.offers || a.page.localeCompare(b.page))
        .slice(0, mostPages),
    }),
  };
};
