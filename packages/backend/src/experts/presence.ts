import { problem, type ServerFrames } from '@harmony-live/protocol';
import type { Tx } from '../platform/database/index.ts';
import type { Platform } from '../platform/platform.ts';
import { availabilityOf } from './availability.ts';
import { dutyAfter, type DutyChange } from './duty.ts';
import { turnByHand } from './hours/turn.ts';
import { existingExpert } from './profile.ts';
import { endedUnseen, standingOf } from './standing/standing.ts';
import { noteStanding } from './standing/store.ts';
import * as store from './store.ts';
import { weeksSoFar } from './week/so-far.ts';
import { setOverHours } from './week/store.ts';
import { endOfDay, hasReached } from './week/week.ts';

type Tools = Pick<Platform, 'clock' | 'outbox'>;
type Speaking = Tools & Pick<Platform, 'db' | 'live'>;

/** Why the server changed how an expert stands without having been asked. */
export type Because = 'three-time-outs' | 'last-one' | 'wrap-up' | 'hours' | 'most-hours';

/** What the console's switch and status show; a wrap-up that goes on says so each time. */
export const availabilityFrame = (
  expert: store.ExpertRow,
  now: number,
  because: Because | undefined = expert.isWrappingUp ? 'wrap-up' : undefined,
): ServerFrames['availability'] => ({
  frame: 'availability',
  switch: expert.isOn,
  state: availabilityOf(expert, now),
  quietUntil: expert.quietUntil === null ? null : new Date(expert.quietUntil).toISOString(),
  lastOne: expert.isLastOne,
  ...(because === undefined ? {} : { because }),
});

/** Shows an expert how they stand, in all of their tabs, once the transaction holds. */
export const tell = (platform: Speaking, tx: Tx, expert: store.ExpertRow, because?: Because): void => {
  const frame = availabilityFrame(expert, platform.clock.now(), because);
  platform.db.afterCommit(tx, () => platform.live.toMember(expert.organisationId, expert.memberId, frame));
};

/**
 * Notes how an expert stands if that has changed since it was last noted, and says `expert.available` or `expert.unavailable` where
 * that has. Called at the end of each transaction that changes what availability is derived from; what changes by time alone is
 * found by `announceChanges`.
 *
 * @param at when it changed, if not just now; milliseconds since the epoch
 */
export const announce = async (
  platform: Tools,
  tx: Tx,
  expert: store.ExpertRow,
  at: number = platform.clock.now(),
): Promise<void> => {
  const { clock } = platform;
  const standing = standingOf(expert, clock.now());
  if (standing === expert.standing) return;
  if (!(await noteStanding(tx, expert, { id: clock.newId(), standing, at }))) return;
  const isAvailable = standing === 'available';
  if (isAvailable === (expert.standing === 'available')) return;
  await platform.outbox.emit(tx, isAvailable ? 'expert.available' : 'expert.unavailable', expert.organisationId, {
    expertId: expert.id,
    memberId: expert.memberId,
  });
};

/** The same for all experts whose state may have changed by time: gone for 45 s, quiet time over, conversations silent. */
export const announceChanges = async (platform: Tools, tx: Tx): Promise<void> => {
  for (const expert of await store.changedExperts(tx, platform.clock.now())) await announce(platform, tx, expert);
};

/** Once at the start: what changed while no server ran changed when they were last seen, not just now. */
export const announceUnseen = async (platform: Tools, tx: Tx): Promise<void> => {
  const now = platform.clock.now();
  for (const expert of await store.changedExperts(tx, now)) {
    await announce(platform, tx, expert, endedUnseen(expert.seenAt, now));
  }
};

/** Ends breaks and wrap-ups whose time has come, and tells those whose they were. */
export const endQuietTimes = async (platform: Speaking, tx: Tx): Promise<void> => {
  const now = platform.clock.now();
  for (const memberId of await store.endQuiet(tx, now)) {
    const expert = await existingExpert(tx, memberId, now);
    await announce(platform, tx, expert);
    tell(platform, tx, expert);
  }
};

/** Announces one member's state as it is now; nothing for a member who is no expert. */
export const announceMember = async (platform: Tools, tx: Tx, memberId: string): Promise<void> => {
  const expert = await store.findExpert(tx, memberId, platform.clock.now());
  if (expert !== undefined) await announce(platform, tx, expert);
};

/** The expert comes or goes: the switch **Available**, a break, one more and then off. */
export const changeDuty = async (
  platform: Tools,
  tx: Tx,
  memberId: string,
  change: DutyChange,
): Promise<store.ExpertRow> => {
  const now = platform.clock.now();
  const expert = await existingExpert(tx, memberId, now, true);
  if (change.isOn && !expert.isOn && (await isBeyondWeek(tx, expert, now))) {
    await setOverHours(tx, expert.id, endOfDay(expert, now));
  }
  await store.setDuty(tx, expert.id, movedByHand(expert, change, now), now);
  await store.markSeen(tx, [memberId], now);
  const changed = await existingExpert(tx, memberId, now);
  await announce(platform, tx, changed);
  return changed;
};

/** Whoever has worked as much as they wanted in a week, and switches on all the same, goes on for the day. */
const isBeyondWeek = async (tx: Tx, expert: store.ExpertRow, now: number): Promise<boolean> =>
  expert.mostHoursAWeek !== null &&
  hasReached(expert.mostHoursAWeek, (await weeksSoFar(tx, [expert], now)).get(expert.memberId) ?? 0);

/** The expert after a change of their own. Hours go on as they were unless the switch is moved. */
const movedByHand = (expert: store.ExpertRow, change: DutyChange, now: number): store.ExpertRow => {
  const turn = change.isOn === expert.isOn ? {} : turnByHand(expert, change.isOn, now);
  return { ...expert, ...dutyAfter(expert, change), ...turn };
};

/**
 * Counts a conversation against the expert's capacity, in the transaction that gives it to them. The expert's row is locked,
 * so that two acceptances at once cannot both take the last place. If it was to be their last one, the switch goes off with it.
 *
 * @throws Problem `capacity/full`, `expert/not-found`
 */
export const takeLoad = async (platform: Speaking, tx: Tx, memberId: string, conversationId: string): Promise<void> => {
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
  if (expert.isLastOne) await store.setDuty(tx, expert.id, movedByHand(expert, { isOn: false }, now), now);
  const changed = await existingExpert(tx, memberId, now);
  await announce(platform, tx, changed);
  if (expert.isLastOne) tell(platform, tx, changed, 'last-one');
};
