import type { Tx } from '../platform/database/index.ts';
import type { Platform } from '../platform/platform.ts';
import { unlearn } from './evidence/evidence.ts';
import { deleteEvidenceOfExpert } from './evidence/store.ts';
import { dutyAfter } from './duty.ts';
import { suspended } from './hours/turn.ts';
import { announce } from './presence.ts';
import { deleteStretchesOf } from './standing/store.ts';
import { tagsOf } from './profile.ts';
import { deleteExpert, findExpert, readStatements, setDuty } from './store.ts';

/**
 * Forgets what a member said about themselves: they take no requests any more. Says that they are gone first, and takes their
 * words out of what tells rare words from common ones.
 */
export async function forgetExpert(
  platform: Pick<Platform, 'clock' | 'embeddings' | 'outbox'>,
  tx: Tx,
  memberId: string,
): Promise<void> {
  const now = platform.clock.now();
  const expert = await findExpert(tx, memberId, now, true);
  if (expert === undefined) return;
  const off = { ...expert, ...dutyAfter(expert, { isOn: false, quietUntil: null }), ...suspended };
  await setDuty(tx, expert.id, off, now);
  await announce(platform, tx, off);
  const removed = (await readStatements(tx, [expert.id])).get(expert.id) ?? [];
  await platform.embeddings.learn(tx, expert.organisationId, { added: [], removed }, tagsOf(expert));
  await unlearn(platform, tx, await deleteEvidenceOfExpert(tx, expert.id));
  await deleteExpert(tx, memberId);
  await deleteStretchesOf(tx, memberId);
}
