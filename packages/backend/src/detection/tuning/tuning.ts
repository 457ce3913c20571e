import { tuningThresholds, type SiteTuning } from '@harmony-live/protocol';
import type { SiteCard } from '../../identity/index.ts';
import { toIso } from '../../platform/database/index.ts';
import type { Platform } from '../../platform/platform.ts';
import { offeringOf } from '../policy.ts';
import { answersOf, liftOf } from '../outcomes/outcomes.ts';
import { countAnswers, countOutcomes, type Stretch } from '../outcomes/store.ts';
import * as store from './store.ts';
import { wouldOffer } from './would-offer.ts';

const dayMs = 24 * 60 * 60_000;
/** Struggles that one statement reads: the embedded engine does nothing else meanwhile. */
const pageSize = 5_000;

/**
 * What the last days of a site would have brought at each threshold, and the site's own where it is another; how the offers made
 * were answered; and what offers change.
 */
export const tuningOf = async (
  { clock, db }: Pick<Platform, 'clock' | 'db'>,
  organisationId: string,
  site: SiteCard,
  days: number,
): Promise<SiteTuning> => {
  const now = clock.now();
  const stretch: Stretch = { siteId: site.id, from: new Date(now - days * dayMs), to: new Date(now) };
  const { threshold } = site.policy.offers;
  const thresholds = [...new Set([...tuningThresholds, threshold])].toSorted((a, b) => a - b);
  const counters = thresholds.map((one) => wouldOffer(one, !site.isDemo));
  const score = thresholds[0]!;
  // Each page in a transaction of its own, so that nobody waits for all of them.
  let after: store.After | undefined;
  do {
    const page = { score, after, limit: pageSize };
    const struggles = await db.withOrganisation(organisationId, (tx) => store.strugglesAfter(tx, stretch, page));
    for (const counter of counters) counter.add(struggles);
    after = struggles.length < pageSize ? undefined : struggles.at(-1);
  } while (after !== undefined);

  const { visits, answers, outcomes } = await db.withOrganisation(organisationId, async (tx) => ({
    visits: await store.countVisits(tx, stretch),
    answers: await countAnswers(tx, stretch),
    outcomes: await countOutcomes(tx, stretch, threshold),
  }));
  const { isShadow, shadowUntil } = offeringOf(site, now);
  return {
    from: toIso(stretch.from),
    to: toIso(stretch.to),
    ...{ isShadow, shadowUntil: toIso(shadowUntil), visits },
    thresholds: counters.map((counter) => counter.result()),
    answers: answersOf(answers),
    lift: liftOf(outcomes),
  };
};
