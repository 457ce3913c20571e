import type { Tx } from '../../platform/database/index.ts';
import type { Platform } from '../../platform/platform.ts';
import { dutyAfter } from '../duty.ts';
import { announce, tell } from '../presence.ts';
import { findExperts, setDuty } from '../store.ts';
import { lockTurned } from './store.ts';
import { turnByHours } from './turn.ts';

/** Moves the switches of those whose hours have begun or ended, works out what comes next, and shows it in their tabs. */
export const followHours = async (
  platform: Pick<Platform, 'clock' | 'db' | 'live' | 'outbox'>,
  tx: Tx,
): Promise<void> => {
  const now = platform.clock.now();
  const ids = await lockTurned(tx, now);
  if (ids.length === 0) return;
  for (const expert of await findExperts(tx, ids, now)) {
    const turn = turnByHours(expert, now);
    const turned = { ...expert, ...dutyAfter(expert, turn), ...turn };
    await setDuty(tx, expert.id, turned, now);
    await announce(platform, tx, turned);
    tell(platform, tx, turned, 'hours');
  }
};
