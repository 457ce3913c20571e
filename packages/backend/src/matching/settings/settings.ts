import type { ChangeSiteRouting, SiteRouting } from '@harmony-live/protocol';
import { changesBetween, noteAct, siteOf } from '../../identity/index.ts';
import type { MemberCaller } from '../../platform/caller.ts';
import type { Tx } from '../../platform/database/index.ts';
import type { Platform } from '../../platform/platform.ts';
import { defaultWeights } from '../weights.ts';
import { lockRouting, routingOf, saveRouting, type RoutingSet } from './store.ts';
import { changeWeights, toRoutingWeights } from './weights.ts';

/** How a site of the transaction's organisation is routed, as it goes over the wire. */
export const describeRouting = async (tx: Tx, siteId: string): Promise<SiteRouting> => {
  const { weights, baselineShare } = await routingOf(tx, siteId);
  return { weights: toRoutingWeights(weights), baselineShare };
};

/**
 * Sets how a site is routed, from its next request on.
 *
 * @throws Problem `site/not-found`; `body/invalid` with the term whose weight cannot be kept
 */
export const changeRouting = async (
  { clock }: Pick<Platform, 'clock'>,
  tx: Tx,
  { organisationId, memberId }: MemberCaller,
  siteId: string,
  { weights, baselineShare }: ChangeSiteRouting,
): Promise<void> => {
  const { name } = await siteOf(tx, siteId);
  const before = await lockRouting(tx, organisationId, siteId);
  const after: RoutingSet = {
    weights: changeWeights(before.weights, weights),
    baselineShare: baselineShare ?? before.baselineShare,
  };
  const changes = changesBetween(said(before), said(after));
  if (changes.length === 0) return;
  await saveRouting(tx, siteId, after);
  await noteAct({ clock }, tx, organisationId, {
    ...{ kind: 'site.routing-changed', by: { kind: 'member', memberId }, about: name, changes },
  });
};

/** What is told in the audit trail: the weights that hold, so that one that goes back to the product's says which that is. */
const said = ({ weights, baselineShare }: RoutingSet) => ({
  weights: { ...defaultWeights, ...weights },
  baselineShare,
});
