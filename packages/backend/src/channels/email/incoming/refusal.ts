import type { ReceivedMail } from '../../../platform/mail/inbox/index.ts';

/** Why a mail is not taken, as `email_received.reason` and the metrics have it. */
export type Refusal =
  | 'automatic'
  | 'bounce'
  | 'list'
  | 'loop'
  | 'no-thread'
  | 'other-sender'
  | 'forged'
  | 'stopped'
  | 'ended'
  | 'empty'
  | 'too-many';

/**
 * Why no person has written this as an answer; null where one may have. Nothing is ever sent back, so a machine that answers
 * machines has nothing to answer.
 *
 * @param mailbox our own address
 */
export const whyNoAnswer = (mail: ReceivedMail, mailbox: string): Refusal | null => {
  if (mail.report !== undefined) return 'bounce';
  if (mail.from.some((address) => isOurs(address, mailbox))) return 'loop';
  if (isList(mail)) return 'list';
  return isAutomatic(mail) ? 'automatic' : null;
};

/** Our mailbox, with or without a tag. */
const isOurs = (address: string, mailbox: string): boolean => {
  const [local = '', host = ''] = mailbox.toLowerCase().split('@');
  return address.endsWith(`@${host}`) && (address === `${local}@${host}` || address.startsWith(`${local}+`));
};

const isList = ({ header }: ReceivedMail): boolean =>
  header('list-id').length > 0 || header('precedence').some((value) => /^\s*(?:bulk|list)\b/i.test(value));

/** RFC 3834, and what programs did before it and beside it. */
const isAutomatic = ({ from, header }: ReceivedMail): boolean =>
  header('auto-submitted').some((value) => !/^\s*no\b/i.test(value)) ||
  header('precedence').some((value) => /^\s*(?:junk|auto_reply)\b/i.test(value)) ||
  ['x-autoreply', 'x-autorespond', 'x-autoresponse', 'x-auto-response', 'x-mail-autoreply', 'x-vacation'].some(
    (name) => header(name).length > 0,
  ) ||
  header('return-path').some((value) => /^\s*<\s*>/.test(value)) ||
  from.length === 0 ||
  from.some((address) => /^(?:mailer-daemon|postmaster|no-?reply)@/.test(address));

/** Whether the server that took the mail in for us says that it is not from where it claims. */
export const isForged = ({ header }: ReceivedMail): boolean =>
  // Only the topmost: our own server's. Those below came with the mail.
  /\bdmarc\s*=\s*fail\b/i.test(header('authentication-results')[0] ?? '');
