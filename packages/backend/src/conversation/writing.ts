import { Problem, type FileReceipt } from '@harmony-live/protocol';
import type { Tx } from '../platform/database/index.ts';
import type { Platform } from '../platform/platform.ts';
import { takeIn, type FileSender, type Incoming } from './attachments/upload.ts';
import type { Log, ReadMark } from './log.ts';
import type { Outcome, Submission } from './message.ts';
import { resolve } from './resolution/resolve.ts';
import { standingOfRequest } from './resolution/store.ts';

const logs = new WeakMap<Platform, Log>();

/** Called once, when the module is registered. */
export const rememberLog = (platform: Platform, log: Log): void => void logs.set(platform, log);

/**
 * Adds to a conversation what somebody wrote elsewhere, such as by e-mail, in the caller's transaction: numbered, said and
 * shown like anything else. The same `clientId` is stored once.
 *
 * @returns what became of it: stored, now or before, or why it is refused
 */
export const writeFromOutside = async (
  platform: Platform,
  tx: Tx,
  organisationId: string,
  submission: Submission,
): Promise<Outcome> => (await logs.get(platform)!.append(tx, organisationId, [submission]))[0]!;

/** Notes what somebody has read elsewhere, such as in a letter, in the caller's transaction: it is unread in no list any more. */
export const readFromOutside = (platform: Platform, tx: Tx, organisationId: string, mark: ReadMark): Promise<void> =>
  logs.get(platform)!.markRead(tx, organisationId, mark);

/**
 * Adds a file in transactions of its own, as an upload does: the same `clientId` is stored once.
 *
 * @throws Problem where it is refused, as an upload is
 */
export const attachFromOutside = (platform: Platform, sender: FileSender, incoming: Incoming): Promise<FileReceipt> =>
  takeIn(platform, logs.get(platform)!, sender, incoming);

/**
 * The conversation of a request, ready for what its visitor writes elsewhere: one that was resolved within the last seven days
 * is opened again, as by "Not yet".
 *
 * @returns undefined while nobody has come; null where nothing can be written any more
 */
export const goOnFromOutside = async (
  platform: Platform,
  tx: Tx,
  organisationId: string,
  requestId: string,
): Promise<{ id: string; visitorId: string } | null | undefined> => {
  const found = await standingOfRequest(tx, requestId);
  if (found === undefined || found.state === 'open' || found.state === 'proposed') return found;
  if (found.state === 'closed') return null;
  const speaker = {
    organisationId,
    person: { kind: 'visitor', id: found.visitorId },
    said: 'visitor-not-yet',
  } as const;
  try {
    await resolve(platform, logs.get(platform)!, tx, found.id, speaker);
    return found;
  } catch (error) {
    if (error instanceof Problem && error.code === 'conversation/closed') return null;
    throw error;
  }
};
