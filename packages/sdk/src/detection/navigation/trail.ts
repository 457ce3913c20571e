import { fingerprint } from '../fingerprint.ts';
import type { Watch } from '../detector.ts';
import { routeOf } from './router.ts';

/** Under these names the tab keeps where it was and what it loaded again, while the person's consent is `on`. */
export const trailNames = { pages: 'harmony:pages', reloads: 'harmony:reloads' } as const;

/** One page of this tab: a mark of its address, never the address. */
export interface Step {
  mark: string;
  at: number;
}

/** The mark of the address at this moment; another row of a table is another page, unlike in templates. */
export const markHere = ({ location }: Watch['page']): string => fingerprint(routeOf(location), location.search);

/** How this document came: from `PerformanceNavigationTiming`. */
export const howLoaded = ({ performance }: Watch['page']): string =>
  (performance?.getEntriesByType('navigation')[0] as PerformanceNavigationTiming | undefined)?.type ?? 'navigate';

/** What the tab kept from the documents before this one; empty where nothing may be kept. */
export const readTrail = (watch: Watch, name: string): Step[] => {
  try {
    const kept: unknown = JSON.parse(watch.kept()?.getItem(name) ?? '[]');
    return Array.isArray(kept) ? (kept as Step[]).filter(({ mark, at }) => typeof mark === 'string' && at > 0) : [];
  } catch {
    return [];
  }
};

/** Keeps steps, where something may be kept. @returns what forgets them again */
export const keepTrail = (watch: Watch, name: string, trail: readonly Step[]): (() => void) => {
  const kept = watch.kept();
  kept?.setItem(name, JSON.stringify(trail));
  return () => kept?.removeItem(name);
};
