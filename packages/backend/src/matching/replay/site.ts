import type { SiteReplay, WeightChanges } from '@harmony-live/protocol';
import { toIso, type Database } from '../../platform/database/index.ts';
import { routingSet } from '../settings/store.ts';
import { changeWeights } from '../settings/weights.ts';
import { defaultWeights } from '../weights.ts';
import { eachDecision } from './index.ts';
import { createReplay } from './replay.ts';

/** Rankings that are looked at for somebody who waits: some months of a busy site, in seconds. */
export const mostLooked = 5_000;

/**
 * The newest decisions of a site, with the weights that hold and with others over them; nobody is asked, nothing is changed.
 *
 * @throws Problem `body/invalid` with the term whose weight cannot be tried
 */
export const replaySite = async (
  db: Database,
  organisationId: string,
  siteId: string,
  changes: WeightChanges = {},
  most = mostLooked,
): Promise<SiteReplay> => {
  const { weights: set } = await db.withOrganisation(organisationId, (tx) => routingSet(tx, siteId));
  const held = createReplay({ ...defaultWeights, ...set });
  const tried = createReplay({ ...defaultWeights, ...changeWeights(set, changes) });
  const looked = await eachDecision(db, organisationId, { siteId, most }, (decision) => {
    held.add(decision);
    tried.add(decision);
  });
  return {
    ...{ looked: looked.rankings, isCut: looked.isCut, since: looked.since && toIso(looked.since) },
    ...{ held: held.result, tried: tried.result },
  };
};
