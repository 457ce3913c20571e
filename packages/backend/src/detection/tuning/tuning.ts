import { tuningThresholds, type Lift, type SiteTuning } from '@harmony-live/protocol';
import type { SiteCard } from '../../identity/index.ts';
import { toIso } from '../../platform/database/index.ts';
import type { Platform } from '../../platform/platform.ts';
import { offeringOf } from '../policy.ts';
import { differenceOf } from './shares.ts';
import * as store from './store.ts';
import { wouldOffer } from './would-offer.ts';

const dayMs = 24 * 60 * 60_000;
/** A struggle that begins within a minute of an offer is the one that the offer was for. */
const settleMs = 60_000;
/** Struggles that one statement reads: the embedded engine does nothing else meanwhile. */
const pageSize = 5_000;

/**
 * What the last days of a site would have brought at each threshold, and the site's own where it is another; how the offers made
 * were answered; and what offers change.
 *
 * - `asked` is counted over all offers; a visit that goes on may still ask, in either group.
 * - `calmed` is counted over those whose day has passed; the last day's are not known yet.
 *
 * Both compare offers shown with those kept from people held out. Somebody counts once a visit, two times a week at most, and is
 * in one of the two groups by chance: the interval takes offers for independent, and is a little too narrow where many came twice.
 */
export const tuningOf = async (
  { clock, db }: Pick<Platform, 'clock' | 'db'>,
  organisationId: string,
  site: SiteCard,
  days: number,
): Promise<SiteTuning> => {
  const now = clock.now();
  const stretch: store.Stretch = { siteId: site.id, from: new Date(now - days * dayMs), to: new Date(now) };
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
    answers: await store.countAnswers(tx, stretch),
    outcomes: await store.countOutcomes(tx, stretch, { threshold, settleMs, dayMs }),
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

/** Every offer that was shown has one answer; one that nobody answered, because the page went away, was ignored. */
const answersOf = (counts: readonly store.AnswerCount[]): SiteTuning['answers'] => {
  const sum = (is: (one: store.AnswerCount) => boolean): number =>
    counts.filter(is).reduce((total, { offers }) => total + offers, 0);
  const answered = (answer: store.AnswerCount['answer']): number =>
    sum((one) => one.fate === 'shown' && one.answer === answer);
  return {
    shown: sum(({ fate }) => fate === 'shown'),
    heldOut: sum(({ fate }) => fate === 'held-out'),
    shadow: sum(({ fate }) => fate === 'shadow'),
    accepted: answered('accepted'),
    helpedByArticle: answered('helped'),
    dismissed: answered('dismissed'),
    never: answered('never'),
    ignored: answered('ignored') + answered(null),
  };
};

const liftOf = (outcomes: readonly store.OutcomeCount[]): Lift[] => {
  const none = { offers: 0, asked: 0, dayOld: 0, calmed: 0 };
  const [shown, heldOut] = (['shown', 'held-out'] as const).map(
    (fate) => outcomes.find((one) => one.fate === fate) ?? none,
  );
  return (
    [
      ['asked', 'offers'],
      ['calmed', 'dayOld'],
    ] as const
  ).map(([outcome, base]) => {
    const offered = { of: shown![base], count: shown![outcome] };
    const kept = { of: heldOut![base], count: heldOut![outcome] };
    const found = differenceOf(offered, kept) ?? { difference: null, low: null, high: null };
    return { outcome, offered, heldOut: kept, ...found };
  });
};
