import type { SiteConfig, VisitStarted } from '@harmony-live/protocol';

/** What `GET /v1/config` says to every page of the zoo: everything on, nothing tuned, an offer as a site has it by default. */
export const siteConfig = (): SiteConfig =>
  ({
    site: { name: 'Zoo' },
    isOn: true,
    consent: { default: 'granted', textVersion: '1' },
    branding: { color: null },
    gate: [],
    reachable: 'now',
    reachableCount: 2,
    nextDutyAt: null,
    offers: { isOn: true, hasCaps: true },
    known: [],
  }) satisfies Partial<SiteConfig> as SiteConfig;

/** What `POST /v1/visits` gives to a visitor that nobody knew. */
export const visitStarted = (now: number): VisitStarted => ({
  visitId: '01900000-0000-7000-8000-000000000000',
  visitorId: '01900000-0000-7000-8000-000000000001',
  token: 'zoo.zoo.zoo',
  expiresAt: new Date(now + 900_000).toISOString(),
  visitorKey: 'zoo-visitor-key-000000000000',
  visitor: { isIdentified: false },
});
