import { retryDelayMs } from '../../outbox/backoff.ts';
import type { Platform } from '../../platform.ts';
import { openMailbox, reasonOf, type OpenMailbox } from './connection.ts';
import { fetchMail, type FetchedMail } from './fetch.ts';

export { openMailbox } from './connection.ts';
export type { FetchedMail } from './fetch.ts';
export { readMail } from './read.ts';
export type { DeliveryReport, MailFile, ReceivedMail } from './received.ts';

/** Between two looks at a mailbox whose server tells of nothing, in milliseconds. */
const lookEveryMs = 30_000;
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
export const readInbox = ({ clock, db, log }: Parts, { address, take, onGivenUp }: InboxOptions): Inbox => {
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
        const mailbox = await openMailbox(address, onNews);
        mailbox.client.on('close', onNews);
        signal.addEventListener('abort', mailbox.close);
        if (failures > 0) log.info({}, 'the mailbox is open again');
        failures = 0;
        await readOn(mailbox).finally(() => {
          signal.removeEventListener('abort', mailbox.close);
          mailbox.close();
        });
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
      await pause(lookEveryMs);
      if (!client.usable) throw new Error('the connection was closed');
    }
  };

  /** @throws Error when it is not the mail's fault: the connection, or our database */
  const readOne = async (client: OpenMailbox['client'], uid: number): Promise<void> => {
    const mail = await fetchMail(client, uid);
    if (mail === undefined) return;
    try {
      await take(mail);
    } catch (error) {
      // Without a database every mail would fail, and none of them is to be given up for it.
      await db.ping();
      const count = (tries.get(uid) ?? 0) + 1;
      tries.set(uid, count);
      log.warn({ err: error, uid, tries: count }, 'a mail could not be taken in');
      if (count < mostTries) return;
      tries.delete(uid);
      await client.messageFlagsAdd(String(uid), ['\\Seen', '\\Flagged'], { uid: true });
      onGivenUp();
      return;
    }
    tries.delete(uid);
    await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true });
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
