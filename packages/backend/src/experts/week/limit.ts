import type { Tx } from '../../platform/database/index.ts';
import type { Platform } from '../../platform/platform.ts';
import { dutyAfter } from '../duty.ts';
import { announce, tell } from '../presence.ts';
import { findExperts, setDuty } from '../store.ts';
import { weeksSoFar } from './so-far.ts';
import { limitedExperts, lockExpert } from './store.ts';
import { isWorkedOut, restedTurn, weekAt } from './week.ts';

/**
 * Switches off whoever has reached the hours that they want to work in a week, until it is over, and tells them why. Moved on by
 * hand, the switch stays on for the day (`changeDuty`).
 */
export const keepWeekLimits = async (
  platform: Pick<Platform, 'clock' | 'db' | 'live' | 'outbox'>,
  tx: Tx,
): Promise<void> => {
  const now = platform.clock.now();
  const experts = await findExperts(tx, await limitedExperts(tx, now), now);
  const weeks = await weeksSoFar(tx, experts, now);
  for (const { id, ...before } of experts) {
    if (!isWorkedOut(before, weeks.get(before.memberId) ?? 0, now)) continue;
    await lockExpert(tx, id);
    const [expert] = await findExperts(tx, [id], now);
    // Switched on or off by hand while this was counted: the next look counts again.
    if (expert === undefined || expert.overHoursUntil !== before.overHoursUntil || expert.isOn !== before.isOn)
      continue;
    const rested = restedTurn(expert, weekAt(expert, now).until);
    const off = { ...expert, ...dutyAfter(expert, { isOn: false }), ...rested };
    await setDuty(tx, expert.id, off, now);
    if (!expert.isOn) continue;
    await announce(platform, tx, off);
    tell(platform, tx, off, 'most-hours');
  }
};
