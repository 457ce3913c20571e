import type { ReceivedMail } from '../../../platform/mail/inbox/index.ts';
import { threadOfTag } from '../reply-address.ts';

/** Where the address that a mail was sent to may stand; the first are written by servers on the way to us. */
const fields = ['delivered-to', 'x-original-to', 'envelope-to', 'to', 'cc'];

/** A long exchange names all of its letters; the newest come first, as `In-Reply-To`. */
const mostLetters = 100;

/**
 * The thread that a mail answers, by the tag of the address it went to. Only whoever has a letter of the thread knows it.
 *
 * @param mailbox our own address, `help@example.com`; @param secret the server's
 */
export const threadOf = ({ header }: ReceivedMail, mailbox: string, secret: string): string | undefined =>
  firstThread(
    fields.flatMap((field) => header(field)),
    mailbox,
    secret,
  );

/** The thread of a letter of ours that came back, by its `Reply-To`. */
export const threadOfReport = (letterHeader: string, mailbox: string, secret: string): string | undefined =>
  firstThread([/^reply-to:(.*)$/m.exec(letterHeader)?.[1] ?? ''], mailbox, secret);

/** Our letters that a mail says it answers, by the left halves of their Message-IDs: anybody can write them. */
export const lettersAnswered = ({ header }: ReceivedMail): string[] =>
  ['in-reply-to', 'references']
    .flatMap((field) => header(field))
    .flatMap((value) => [...value.matchAll(/<([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})@/g)].map(([, id]) => id!))
    .slice(0, mostLetters);

const firstThread = (values: readonly string[], mailbox: string, secret: string): string | undefined => {
  const [local = '', host = ''] = mailbox.toLowerCase().split('@');
  for (const value of values) {
    for (const [, name, tag = '', at] of value
      .toLowerCase()
      .matchAll(/([\w.-]{1,20})\+([a-z2-7]{42})@([a-z0-9.-]{1,255})/g)) {
      if (name !== local || at !== host) continue;
      const thread = threadOfTag(secret, tag);
      if (thread !== undefined) return thread;
    }
  }
  return undefined;
};
