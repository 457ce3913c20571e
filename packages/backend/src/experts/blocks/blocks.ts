import type { FastifyInstance } from 'fastify';
import type { Tx } from '../../platform/database/index.ts';
import type { Platform } from '../../platform/platform.ts';
import * as store from './store.ts';
import type { Pair, Side } from './store.ts';

declare module '../../platform/outbox/index.ts' {
  interface EventMap {
    /** A person and a member do not meet again: one of them said so. */
    'block.made': { visitorId: string; memberId: string };
  }
}

/** What is said, by whom, and about which meeting. */
export interface Blocking extends Pair {
  organisationId: string;
  saidBy: Side;
  conversationId: string;
}

/** One side does not want to meet the other again; saying it again changes nothing. The other is not told. */
export const block = async (
  { clock, outbox }: Pick<Platform, 'clock' | 'outbox'>,
  tx: Tx,
  { organisationId, visitorId, memberId, saidBy, conversationId }: Blocking,
): Promise<void> => {
  const saidAt = new Date(clock.now());
  await store.insertBlock(tx, {
    ...{ id: clock.newId(), organisationId, visitorId, memberId, saidBy, saidAt, conversationId },
  });
  await outbox.emit(tx, 'block.made', organisationId, { visitorId, memberId });
};

/** One side takes its own word back. What the other said goes on holding. */
export const unblock = (tx: Tx, pair: Pair, saidBy: Side): Promise<void> => store.deleteBlock(tx, pair, saidBy);

/** Which of the two said so; none: they may meet. */
export const blockedBy = (tx: Tx, pair: Pair): Promise<Side[]> => store.sidesOf(tx, pair);

/** What blocks hear: two visitors were one, and a member is gone. */
export const registerBlockEvents = (app: FastifyInstance): void => {
  const { outbox } = app.platform;
  outbox.on('visitor.merged', 'experts.move-blocks', (tx, { payload: { visitorId, mergedId } }) =>
    store.moveBlocks(tx, mergedId, visitorId),
  );
  outbox.on('member.removed', 'experts.forget-blocks', (tx, { payload: { memberId } }) =>
    store.deleteBlocksOfMember(tx, memberId),
  );
};
