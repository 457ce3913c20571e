import type { Tx } from '../platform/database/index.ts';
import type { Platform } from '../platform/platform.ts';
import type { Log } from './log.ts';
import type { Outcome, Submission } from './message.ts';

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
