import type { Tx } from '../../../platform/database/index.ts';
import type { ReceivedMail } from '../../../platform/mail/inbox/index.ts';
import type { Platform } from '../../../platform/platform.ts';
import { stopLetters, verifyAddress } from '../threads.ts';
import { lettersAnswered, threadOf, threadOfReport } from './addressed.ts';
import { answerText } from './answer-text.ts';
import { attachAll, filesOf, noteOn, type LeftOut } from './files.ts';
import { isWorthNoting, judge, type Verdict } from './judge.ts';
import type { Refusal } from './refusal.ts';
import * as store from './store.ts';
import { noteRead, writeAnswer, writeWaiting } from './write.ts';

/** The longest message there is, in UTF-16 units (`SendMessage` of the protocol). */
const longestBody = 8_000;
const cutNote = '[The mail was longer; the rest of it was cut off.]';

/** What became of a mail. */
export type Taken = 'taken' | 'waiting' | 'repeat' | Refusal;

/**
 * Takes care of one mail that came to our mailbox: its words and files become messages of the visitor whose thread it answers,
 * or wait until somebody has come, or it is refused, without an answer to whoever sent it. Doing it again changes nothing, at
 * whatever moment it was broken off before.
 *
 * @param mailbox our own address
 */
export const takeMail = async (platform: Platform, mailbox: string, mail: ReceivedMail): Promise<Taken> => {
  const { db } = platform;
  const threadId = await threadFor(platform, mailbox, mail);
  const organisationId =
    threadId === undefined
      ? undefined
      : await db.asSystem('e-mail: whose thread', (tx) => store.organisationOf(tx, threadId));
  if (threadId === undefined || organisationId === undefined) return mail.report === undefined ? 'no-thread' : 'bounce';
  const words = answerText(mail.text);
  const files = filesOf(mail);
  const hasContent = words !== '' || files.length > 0 || mail.leftOut.length > 0;
  const leftOut: LeftOut[] = mail.leftOut.map((name) => ({ name, because: 'too large' }));
  if (files.length > 0) {
    // Files go first, in transactions of their own: what was not taken of them is told with the words.
    const first = await db.withOrganisation(organisationId, (tx) => judge(platform, tx, threadId, mail, hasContent));
    if (first.is === 'taken') leftOut.push(...(await attachAll(platform, mail, { organisationId, ...first })));
    else leftOut.push(...files.map(({ name }) => ({ name, because: 'files are taken once somebody has come' })));
  }
  return db.withOrganisation(organisationId, async (tx) => {
    const verdict = await judge(platform, tx, threadId, mail, hasContent);
    return settle(platform, tx, mail, verdict, bodyOf(words, leftOut));
  });
};

/** Whose thread it answers; of a report, whose letter it is about. */
const threadFor = async (
  { config, db }: Platform,
  mailbox: string,
  mail: ReceivedMail,
): Promise<string | undefined> => {
  if (mail.report === undefined) return threadOf(mail, mailbox, config.secret);
  const { letter } = mail.report;
  const byAddress = threadOfReport(letter, mailbox, config.secret);
  if (byAddress !== undefined) return byAddress;
  const letterId = /^message-id:\s*<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@/m.exec(letter)?.[1];
  if (letterId === undefined) return undefined;
  return db.asSystem('e-mail: whose letter came back', (tx) => store.threadOfLetter(tx, letterId));
};

const bodyOf = (words: string, leftOut: readonly LeftOut[]): string => {
  const note = noteOn(leftOut).slice(0, 1_000);
  const room = longestBody - note.length - 2;
  const kept =
    words.length <= room ? words : `${words.slice(0, room - cutNote.length - 2).toWellFormed()}\n\n${cutNote}`;
  return [kept, note].filter((part) => part !== '').join('\n\n');
};

/** Does what the verdict says, and writes down that it is done, in the caller's transaction. */
const settle = async (
  platform: Platform,
  tx: Tx,
  mail: ReceivedMail,
  verdict: Verdict,
  body: string,
): Promise<Taken> => {
  if (verdict.is === 'repeat') return 'repeat';
  const now = new Date(platform.clock.now());
  const { thread } = verdict;
  if (thread === undefined) return 'no-thread';
  const row: store.ReceivedRow = {
    ...{ id: platform.clock.newId(), organisationId: thread.organisationId, threadId: thread.id },
    ...{ mailHash: mail.hash, receivedAt: now, state: 'taken', reason: null, body: '' },
  };
  const refuse = async (reason: Refusal): Promise<Refusal> => {
    if (await isWorthNoting(platform, tx, thread.id))
      await store.insertReceived(tx, { ...row, state: 'refused', reason });
    return reason;
  };
  if (verdict.is === 'refused') {
    if (mail.report?.isPermanent === true) await stopLetters(platform, tx, thread, 'bounced');
    return refuse(verdict.reason);
  }
  // Our letter was in that mailbox, and whoever answered it there has read it.
  await verifyAddress(platform, tx, thread);
  if (verdict.is === 'waiting') {
    await store.insertReceived(tx, { ...row, state: 'waiting', body });
    return 'waiting';
  }
  const place = { organisationId: thread.organisationId, ...verdict };
  await noteRead(platform, tx, thread.id, place, lettersAnswered(mail));
  // What came before it stands before it.
  await writeWaiting(platform, tx, thread.id, place);
  if (body !== '' && !(await writeAnswer(platform, tx, place, mail.hash, body, now))) return refuse('ended');
  await store.insertReceived(tx, row);
  return 'taken';
};
