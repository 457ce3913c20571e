import type { Tx } from '../../../platform/database/index.ts';
import type { Platform } from '../../../platform/platform.ts';
import { addressHash } from '../address.ts';
import { lockThread } from '../store.ts';
import { sendLetter } from './send.ts';
import { entriesAfter, readingOf, type Entry } from './store.ts';

const queue = 'channels.email.look';
/** People write an answer in several messages: a letter waits until they pause so long, and at most so long in all. */
export const pauseMs = 20_000;
export const longestPauseMs = 2 * 60_000;
/** While the person is there, what they have not read is looked at again so much later. */
export const lookAgainMs = 60_000;
/** A page that is connected, where so long nobody reads, is one that nobody looks at. */
export const unreadForMs = 10 * 60_000;
/** A sign of life in the conversation holds so long: two and a half of the live connections' heartbeats. */
const seenHoldsMs = 40_000;
/** A letter carries no more; the rest comes with the next. */
const mostEntries = 50;

/** Which thread to look at. */
export interface Look extends Record<string, unknown> {
  organisationId: string;
  threadId: string;
}

/** Has somebody look whether a letter is due, once the writer has paused. */
export const lookForLetters = async (
  { clock, jobs }: Platform,
  tx: Tx,
  look: Look,
  afterMs = pauseMs,
): Promise<void> => {
  const startAfter = new Date(clock.now() + afterMs);
  await jobs.send(queue, look, { tx, startAfter, singletonKey: look.threadId });
};

/** What decides when unread entries go out; times in milliseconds since the epoch. */
export interface Pending {
  oldestAt: number;
  newestAt: number;
  now: number;
  /** A page shows them the conversation. */
  isHere: boolean;
  /** A page of theirs is connected, whatever it shows. */
  isConnected: boolean;
}

/** When a letter with what they have not read is due, or is to be thought of again. Now or earlier: it goes out. */
export const dueAt = ({ oldestAt, newestAt, now, isHere, isConnected }: Pending): number => {
  if (isHere || (isConnected && now - oldestAt < unreadForMs)) return now + lookAgainMs;
  return Math.min(newestAt + pauseMs, oldestAt + longestPauseMs);
};

/** Listens for answers and takes down the letters that are due. */
export const watchForAnswers = (platform: Platform): void => {
  platform.jobs.work<Look>(queue, (look) => writeDue(platform, look));
};

/**
 * Takes down a letter with the members' entries that the person has not read and that no letter carries yet. The letter, its
 * job, and the mark up to where entries are mailed are one transaction: whatever dies, each entry is in exactly one letter.
 */
export const writeDue = (platform: Platform, { organisationId, threadId }: Look): Promise<void> => {
  const { clock, config, db, live } = platform;
  return db.withOrganisation(organisationId, async (tx) => {
    const thread = await lockThread(tx, threadId);
    if (thread === undefined || thread.verifiedAt === null || thread.stoppedAt !== null) return;
    const reading = await readingOf(tx, thread.requestId);
    if (reading === undefined) return;
    const { conversationId, readSeq, seenAt } = reading;
    const entries = await entriesAfter(tx, conversationId, Math.max(thread.mailedSeq, readSeq), mostEntries);
    const [first, last] = [entries[0], entries.at(-1)];
    if (first === undefined || last === undefined) return;
    const now = clock.now();
    const isHere = seenAt !== null && now - seenAt.getTime() < seenHoldsMs;
    const isConnected = live.countOf({ kind: 'visitor', id: thread.visitorId }) > 0;
    const due = dueAt({ ...spanOf(first, last), now, isHere, isConnected });
    if (due > now) return lookForLetters(platform, tx, { organisationId, threadId }, due - now);
    await sendLetter(platform, tx, {
      ...{ organisationId, threadId, kind: 'answer', about: `${first.seq}-${last.seq}` },
      addressHash: addressHash(config.secret, thread.address),
    });
    if (entries.length === mostEntries) await lookForLetters(platform, tx, { organisationId, threadId });
  });
};

const spanOf = (first: Entry, last: Entry) => ({ oldestAt: first.at.getTime(), newestAt: last.at.getTime() });
