import type { Tx } from '../../platform/database/index.ts';
import { defaultWeights, type Weights } from '../weights.ts';

/** How requests of a site are ranked. */
export interface SiteRouting {
  weights: Weights;
  /** 0 to 0.5; 0: every request is sent by its score. */
  baselineShare: number;
}

/** What holds for a site: what its owner has set, and the product's own for the rest. */
export async function routingOf(tx: Tx, siteId: string): Promise<SiteRouting> {
  const [set] = await tx<{ weights: Partial<Weights>; baselineShare: number }[]>`
    select weights, baseline_share from site_routing where site_id = ${siteId}`;
  return { weights: { ...defaultWeights, ...set?.weights }, baselineShare: set?.baselineShare ?? 0 };
}
