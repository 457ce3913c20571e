import type { Tx } from '../../platform/database/index.ts';
import type { Platform } from '../../platform/platform.ts';
import * as store from './store.ts';
import { tellEnded } from './wire.ts';

type Parts = Pick<Platform, 'clock' | 'db' | 'live'>;

/** Ends a question and tells both. Ending it again changes nothing, so that two ends never meet. */
export const end = async (platform: Parts, tx: Tx, row: store.HandoverRow, state: store.HandoverEnd): Promise<void> => {
  const at = new Date(platform.clock.now());
  if (await store.endHandover(tx, row.id, state, at)) tellEnded(platform, tx, row, state);
};

/** It is solved or has ended, or nobody is in it: nobody needs to come. */
export const withdrawAll = async (platform: Parts, tx: Tx, conversationId: string): Promise<void> => {
  for (const row of await store.openIn(tx, conversationId)) await end(platform, tx, row, 'withdrawn');
};

/** A member is out of a conversation that goes on: what they asked goes with them. */
export const withdrawOf = async (platform: Parts, tx: Tx, conversationId: string, memberId: string): Promise<void> => {
  for (const row of await store.openIn(tx, conversationId)) {
    if (row.fromMemberId === memberId) await end(platform, tx, row, 'withdrawn');
  }
};

/** A member is gone, or helps no more: nobody waits for their answer, and nothing is asked in their name. */
export const withdrawOfMember = async (platform: Parts, tx: Tx, memberId: string): Promise<void> => {
  for (const row of await store.openOfMember(tx, memberId)) await end(platform, tx, row, 'withdrawn');
};

/** Ends what nobody answered in time, in all organisations. */
export const expire = async (platform: Parts, tx: Tx): Promise<void> => {
  const ended = await store.expireHandovers(tx, new Date(platform.clock.now()));
  for (const row of ended) tellEnded(platform, tx, row, 'expired');
};
