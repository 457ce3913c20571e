import type { OfferAnswers, OfferInsights } from '@harmony-live/protocol';
import { sitePolicies } from '../../identity/index.ts';
import { toIso, type Tx } from '../../platform/database/index.ts';
import type { Platform } from '../../platform/platform.ts';
import { answersOf, liftOf } from '../outcomes/outcomes.ts';
import { countAnswers, countOutcomes, type AnswerCount, type OutcomeCount } from '../outcomes/store.ts';
import { stretchOf } from './stretch.ts';

/**
 * How offers were answered, and what they change, of one site or all: each counted by what that site calls being stuck today,
 * then added up.
 *
 * @param days today is the last of them
 */
export const offerInsights = async (
  { clock, config, db }: Pick<Platform, 'clock' | 'config' | 'db'>,
  organisationId: string,
  { siteId, days }: { siteId: string | undefined; days: number },
): Promise<OfferInsights> =>
  db.withOrganisation(organisationId, async (tx) => {
    const { before, ...stretch } = await stretchOf({ config }, tx, days, clock.now());
    const policies = await sitePolicies(tx, siteId === undefined ? undefined : [siteId]);
    const sites = [...policies].map(([id, { offers }]) => ({ siteId: id, threshold: offers.threshold }));
    const outcomes: OutcomeCount[] = [];
    for (const { siteId: id, threshold } of sites)
      outcomes.push(...(await countOutcomes(tx, { siteId: id, ...stretch }, threshold)));
    return {
      from: toIso(stretch.from),
      to: toIso(stretch.to),
      answers: await answersIn(tx, sites, stretch),
      before: before === null ? null : await answersIn(tx, sites, before),
      lift: liftOf(outcomes),
    };
  });

const answersIn = async (
  tx: Tx,
  sites: readonly { siteId: string }[],
  stretch: { from: Date; to: Date },
): Promise<OfferAnswers> => {
  const counts: AnswerCount[] = [];
  for (const { siteId } of sites) counts.push(...(await countAnswers(tx, { siteId, ...stretch })));
  return answersOf(counts);
};
