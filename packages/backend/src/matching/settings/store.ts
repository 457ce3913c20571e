import type { Tx } from '../../platform/database/index.ts';
import { defaultWeights, type Weights } from '../weights.ts';

/** How requests of a site are ranked. */
export interface SiteRouting {
  weights: Weights;
  /** 0 to 0.5; 0: every request is sent by its score. */
  baselineShare: number;
}

/** What an owner has set for a site: the weights that differ from the product's own, and the share of the comparison. */
export interface RoutingSet {
  weights: Partial<Weights>;
  baselineShare: number;
}

/** What holds for a site: what its owner has set, and the product's own for the rest. */
export async function routingOf(tx: Tx, siteId: string): Promise<SiteRouting> {
  const { weights, baselineShare } = await routingSet(tx, siteId);
  return { weights: { ...defaultWeights, ...weights }, baselineShare };
}

/** What an owner has set for a site; nothing where there is no row. */
export async function routingSet(tx: Tx, siteId: string): Promise<RoutingSet> {
  const [set] = await tx<RoutingSet[]>`
    select weights, baseline_share from site_routing where site_id = ${siteId}`;
  return set ?? { weights: {}, baselineShare: 0 };
}

/** The same, held until the transaction ends: two who change it at once do so one after the other. */
export async function lockRouting(tx: Tx, organisationId: string, siteId: string): Promise<RoutingSet> {
  await tx`insert into site_routing (site_id, organisation_id) values (${siteId}, ${organisationId}) on conflict do nothing`;
  const [set] = await tx<RoutingSet[]>`
    select weights, baseline_share from site_routing where site_id = ${siteId} for update`;
  return set!;
}

/** Keeps what an owner has set for a site whose row is held. */
export async function saveRouting(tx: Tx, siteId: string, { weights, baselineShare }: RoutingSet): Promise<void> {
  await tx`
    update site_routing set weights = ${tx.json(weights)}, baseline_share = ${baselineShare} where site_id = ${siteId}`;
}
