import { whoRefuses } from '../identity/index.ts';
import type { Tx } from '../platform/database/index.ts';

/** Who of these has said no to learning or to publishing: nothing of theirs becomes knowledge, nor is it asked for as such. */
export const whoRefusesKnowledge = async (tx: Tx, visitorIds: readonly string[]): Promise<ReadonlySet<string>> =>
  new Set([...(await whoRefuses(tx, visitorIds, 'learn')), ...(await whoRefuses(tx, visitorIds, 'publish'))]);
