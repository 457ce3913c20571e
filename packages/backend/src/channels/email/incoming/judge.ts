import { findRequest } from '../../../requests/index.ts';
import { goOnFromOutside } from '../../../conversation/index.ts';
import type { Tx } from '../../../platform/database/index.ts';
import type { ReceivedMail } from '../../../platform/mail/inbox/index.ts';
import type { Platform } from '../../../platform/platform.ts';
import { isForged, whyNoAnswer, type Refusal } from './refusal.ts';
import * as store from './store.ts';

/** More mails than these of one thread are no conversation: so many in ten minutes, and in a day. */
const mostInTenMinutes = 20;
const mostInADay = 200;
const tenMinutesMs = 10 * 60_000;
const dayMs = 24 * 60 * 60_000;
const stillOpen = new Set(['queued', 'scheduled', 'matched']);

/** What is to become of a mail. */
export type Verdict =
  | { is: 'repeat' }
  | { is: 'refused'; reason: Refusal; thread?: store.ThreadRow }
  /** Nobody has come yet. */
  | { is: 'waiting'; thread: store.ThreadRow }
  | { is: 'taken'; thread: store.ThreadRow; conversationId: string; visitorId: string };

/**
 * Says what is to become of a mail for a thread, with the thread locked until the transaction ends. A conversation that was
 * resolved goes on from here.
 */
export const judge = async (
  platform: Platform,
  tx: Tx,
  threadId: string,
  mail: ReceivedMail,
  hasContent: boolean,
): Promise<Verdict> => {
  const thread = await store.lockThread(tx, threadId);
  if (thread === undefined) return { is: 'refused', reason: 'no-thread' };
  if (await store.isKnown(tx, threadId, mail.hash)) return { is: 'repeat' };
  const refused = (reason: Refusal): Verdict => ({ is: 'refused', reason, thread });
  const reason = whyNotFrom(mail, thread, platform.config.mailAddress ?? '');
  if (reason !== null) return refused(reason);
  if (await areTooMany(platform, tx, threadId)) return refused('too-many');
  if (!hasContent) return refused('empty');
  const { organisationId, requestId } = thread;
  const conversation = await goOnFromOutside(platform, tx, organisationId, requestId);
  if (conversation === null) return refused('ended');
  if (conversation !== undefined)
    return { is: 'taken', thread, conversationId: conversation.id, visitorId: conversation.visitorId };
  const request = await findRequest(tx, requestId);
  return request !== undefined && stillOpen.has(request.state) ? { is: 'waiting', thread } : refused('ended');
};

/** What its header says against it. */
const whyNotFrom = (mail: ReceivedMail, thread: store.ThreadRow, mailbox: string): Refusal | null => {
  const reason = whyNoAnswer(mail, mailbox);
  if (reason !== null) return reason;
  if (thread.stoppedAt !== null) return 'stopped';
  if (mail.from.length !== 1 || mail.from[0] !== thread.address.toLowerCase()) return 'other-sender';
  return isForged(mail) ? 'forged' : null;
};

const areTooMany = async ({ clock }: Platform, tx: Tx, threadId: string): Promise<boolean> => {
  const now = clock.now();
  if ((await store.countSince(tx, threadId, new Date(now - tenMinutesMs))).answers >= mostInTenMinutes) return true;
  return (await store.countSince(tx, threadId, new Date(now - dayMs))).answers >= mostInADay;
};

/** Whether one more refusal is written down: a mailbox that is flooded must not fill the database. */
export const isWorthNoting = async ({ clock }: Platform, tx: Tx, threadId: string): Promise<boolean> =>
  (await store.countSince(tx, threadId, new Date(clock.now() - dayMs))).refused < mostInADay;
