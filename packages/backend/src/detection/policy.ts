import { shadowMs, type SiteConfig, type SitePolicy } from '@harmony-live/protocol';
import type { ConfiguredSite } from '../identity/index.ts';

/** Whether a site's pages offer at this moment. */
export interface Offering {
  isOn: boolean;
  /** Nothing is offered, and pages say when something would have been. */
  isShadow: boolean;
  /** When that ends by itself; null when it does not, or the week has not begun. */
  shadowUntil: Date | null;
}

/**
 * Under `auto` a site looks on for a week from the first time that its tag was seen, and until it was seen.
 *
 * @param now milliseconds since the epoch
 */
export const offeringOf = (
  { policy: { offers }, firstSeenAt }: { policy: Pick<SitePolicy, 'offers'>; firstSeenAt: Date | null },
  now: number,
): Offering => {
  const until = offers.mode === 'auto' && firstSeenAt !== null ? firstSeenAt.getTime() + shadowMs : null;
  const isOver = until !== null && now >= until;
  const isShadow = offers.mode === 'shadow' || (offers.mode === 'auto' && !isOver);
  return {
    isOn: offers.mode === 'on' || isOver,
    isShadow,
    shadowUntil: isShadow && until !== null ? new Date(until) : null,
  };
};

/** What pages are told of a site's policy. A person's caps hold everywhere but in the demo (`contract.md`). */
export const configOf = (site: ConfiguredSite, now: number): Partial<SiteConfig> => {
  const { offers, pages, visitorShare, detectors, isDebugOn } = site.policy;
  const { isOn, isShadow } = offeringOf(site, now);
  return {
    offers: { isOn, hasCaps: !site.isDemo, isShadow, holdOutShare: offers.holdOutShare, rules: offers.rules },
    ...(pages.allow.length + pages.deny.length > 0 && { pages }),
    ...{ visitorShare, detectors, threshold: offers.threshold, isDebugOn },
  };
};
