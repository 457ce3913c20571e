import type { Tx } from '../../../platform/database/index.ts';
import type { Platform } from '../../../platform/platform.ts';
import { insertSent, setMailedSeq, type SentRow } from '../store.ts';

/** Where letters wait that are written down. */
export const sendQueue = 'channels.email.send';

/** Which letter; never what it says, nor where it goes. */
export interface Sending extends Record<string, unknown> {
  organisationId: string;
  letterId: string;
}

/**
 * Writes a letter down and has it sent, both in the caller's transaction. The same one (`kind`, `about`) is written once; an
 * answer moves the mark up to where entries are mailed.
 */
export const sendLetter = async (
  { clock, jobs }: Pick<Platform, 'clock' | 'jobs'>,
  tx: Tx,
  letter: Pick<SentRow, 'organisationId' | 'threadId' | 'kind' | 'about' | 'addressHash'>,
): Promise<void> => {
  const id = clock.newId();
  const { organisationId, threadId, kind, about } = letter;
  if (!(await insertSent(tx, { ...letter, id, createdAt: new Date(clock.now()) }))) return;
  if (kind === 'answer') await setMailedSeq(tx, threadId, entriesOf(about).last);
  await jobs.send(sendQueue, { organisationId, letterId: id }, { tx, singletonKey: id });
};

/** `4-7`: the first and the last entry that an answer carries. */
export const entriesOf = (about: string): { first: number; last: number } => {
  const [first, last] = about.split('-').map(Number);
  return { first: first!, last: last! };
};
