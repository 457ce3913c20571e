import { problem, type ServerFrames } from '@harmony-live/protocol';
import type { Tx } from '../platform/database/index.ts';
import type { Platform } from '../platform/platform.ts';
import { availabilityOf } from './availability.ts';
import { existingExpert } from './profile.ts';
import * as store from './store.ts';

type Standing = Pick<Platform, 'clock' | 'outbox'>;

/** What the console's switch and status show. */
export const availabilityFrame = (
  expert: store.ExpertRow,
  now: number,
  because?: string,
): ServerFrames['availability'] => ({
  frame: 'availability',
  switch: expert.isOn,
  state: availabilityOf(expert, now),
  quietUntil: expert.quietUntil === null ? null : new Date(expert.quietUntil).toISOString(),
  ...(because === undefined ? {} : { because }),
});

/**
 * Says `expert.available` or `expert.unavailable` if that has changed since it was last said. Called at the end of each
 * transaction that changes what availability is derived from; what changes by time alone is found by `announceChanges`.
 */
export const announce = async (platform: Standing, tx: Tx, expert: store.ExpertRow): Promise<void> => {
  const isAvailable = availabilityOf(expert, platform.clock.now()) === 'available';
  if (isAvailable === expert.wasAvailable || !(await store.noteAvailable(tx, expert.id, isAvailable))) return;
  await platform.outbox.emit(tx, isAvailable ? 'expert.available' : 'expert.unavailable', expert.organisationId, {
    expertId: expert.id,
    memberId: expert.memberId,
  });
};

/** The same for all experts whose state may have changed by time: gone for 45 s, quiet time over, conversations silent. */
export const announceChanges = async (platform: Standing, tx: Tx): Promise<void> => {
  for (const expert of await store.changedExperts(tx, platform.clock.now())) await announce(platform, tx, expert);
};

/** Announces one member's state as it is now; nothing for a member who is no expert. */
export const announceMember = async (platform: Standing, tx: Tx, memberId: string): Promise<void> => {
  const expert = await store.findExpert(tx, memberId, platform.clock.now());
  if (expert !== undefined) await announce(platform, tx, expert);
};

/** The switch **Available**, pressed by the expert. `quietUntil` is left as it is when absent. */
export const changeSwitch = async (
  platform: Standing,
  tx: Tx,
  memberId: string,
  change: { isOn: boolean; quietUntil: number | null | undefined },
): Promise<store.ExpertRow> => {
  const now = platform.clock.now();
  const expert = await existingExpert(tx, memberId, now, true);
  const quietUntil = change.quietUntil === undefined ? expert.quietUntil : change.quietUntil;
  await store.setSwitch(tx, expert.id, change.isOn, quietUntil, now);
  await store.markSeen(tx, [memberId], now);
  const changed = await existingExpert(tx, memberId, now);
  await announce(platform, tx, changed);
  return changed;
};

/**
 * Counts a conversation against the expert's capacity, in the transaction that gives it to them. The expert's row is locked,
 * so that two acceptances at once cannot both take the last place.
 *
 * @throws Problem `capacity/full`, `expert/not-found`
 */
export const takeLoad = async (platform: Standing, tx: Tx, memberId: string, conversationId: string): Promise<void> => {
  const now = platform.clock.now();
  const expert = await existingExpert(tx, memberId, now, true);
  if (expert.load >= expert.capacity) {
    throw problem(
      'capacity/full',
      'End a conversation, or raise the number under Profile, then accept the next request.',
    );
  }
  await store.insertLoad(tx, expert, conversationId, now);
  await store.markBusyUntil(tx, [memberId], now);
  await announce(platform, tx, await existingExpert(tx, memberId, now));
};
