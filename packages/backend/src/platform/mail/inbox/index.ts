import { retryDelayMs } from '../../outbox/backoff.ts';
import type { Platform } from '../../platform.ts';
import { openMailbox, reasonOf, type OpenMailbox } from './connection.ts';
import { fetchMail, type FetchedMail } from './fetch.ts';

export { openMailbox } from './connection.ts';
export type { FetchedMail } from './fetch.ts';
export { readMail } from './reader.ts';
export type { DeliveryReport, MailFile, ReceivedMail } from './received.ts';

/** So often a mail is tried that nothing can be made of; then it is left to people, with the IMAP flag `\Flagged`. */
const mostTries = 5;

export interface InboxOptions {
  /** `imaps://user:password@host/FOLDER`. */
  address: string;
  /**
   * Takes care of one mail. It comes again until this has resolved once, and may then come once more: what it does must be
   * the same however often it is done. Several processes may get it at once.
   */
  take: (mail: FetchedMail) => Promise<void>;
  /** Told of a mail that was given up. */
  onGivenUp: () => void;
  /** Between two looks where the server tells of nothing, in milliseconds. Default 30 s. */
  lookEveryMs?: number;
  /** From connecting until the mailbox is open, in milliseconds. */
  openWithinMs?: number;
}

/** A mailbox that is being read. */
export interface Inbox {
  /** Finishes the mail in hand and reads no more. */
  stop(): Promise<void>;
}

type Parts = Pick<Platform, 'clock' | 'db' | 'log'>;

/**
 * Reads what is unseen in a mailbox, now and as it comes: told by the server (IDLE), and by looking every 30 s. A mail is
 * marked as seen only after it was taken care of, so that nothing is lost when a process ends anywhere between. A server that
 * cannot be reached is tried again after a growing delay of up to five minutes.
 */
export const readInbox = (
  { clock, db, log }: Parts,
  { address, take, onGivenUp, lookEveryMs = 30_000, openWithinMs }: InboxOptions,
): Inbox => {
  const stopping = new AbortController();
  const { signal } = stopping;
  const tries = new Map<number, number>();
  let wake = (): void => {};
  let hasNews = false;
  const onNews = (): void => {
    hasNews = true;
    wake();
  };

  /** Until so much time has passed, something has come, or we stop. */
  const pause = async (ms: number): Promise<void> => {
    if (signal.aborted || hasNews) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  };

  const run = async (): Promise<void> => {
    for (let failures = 0; !signal.aborted;) {
      try {
        const mailbox = await openMailbox(address, onNews, signal, openWithinMs);
        if (failures > 0) log.info({}, 'the mailbox is open again');
        failures = 0;
        await readOn(mailbox).finally(mailbox.close);
      } catch (error) {
        if (signal.aborted) return;
        failures += 1;
        const delayMs = retryDelayMs(failures, clock.random());
        log.warn({ reason: reasonOf(error), failures, delayMs }, 'the mailbox cannot be read; it is tried again');
        hasNews = false;
        await pause(delayMs);
      }
    }
  };

  const readOn = async ({ client }: OpenMailbox): Promise<void> => {
    while (!signal.aborted) {
      hasNews = false;
      const found = await client.search({ seen: false }, { uid: true });
      for (const uid of found || []) {
        if (signal.aborted) return;
        await readOne(client, uid);
      }
      // It may have ended before the search: that was told then, and is told no more.
      if (client.usable) await pause(lookEveryMs);
      if (!client.usable) throw new Error('the connection was closed');
    }
  };

  /** @throws Error where the connection is lost, or our database */
  const readOne = async (client: OpenMailbox['client'], uid: number): Promise<void> => {
    const failed = tries.get(uid) ?? 0;
    if (failed < mostTries) {
      try {
        const mail = await fetchMail(client, uid);
        if (mail === undefined) return;
        await take(mail);
      } catch (error) {
        if (signal.aborted) return;
        // Without a database every mail would fail, and none of them is to be given up for it.
        await db.ping();
        tries.set(uid, failed + 1);
        log.warn({ err: error, uid, tries: failed + 1 }, 'a mail could not be taken in');
        // Also one that ends the connection itself must not stand before the others for ever.
        if (!client.usable) throw error;
        return;
      }
    }
    await client.messageFlagsAdd(String(uid), failed < mostTries ? ['\\Seen'] : ['\\Seen', '\\Flagged'], { uid: true });
    tries.delete(uid);
    if (failed >= mostTries) onGivenUp();
  };

  const running = run();
  return {
    stop: async () => {
      stopping.abort();
      wake();
      await running;
    },
  };
};
