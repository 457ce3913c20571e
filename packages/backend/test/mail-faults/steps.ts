import { AsyncLocalStorage } from 'node:async_hooks';
import { ImapFlow } from 'imapflow';
import { takeMail } from '../../src/channels/email/incoming/take.ts';
import { readInbox, readMail, type Inbox } from '../../src/platform/mail/inbox/index.ts';
import type { Platform } from '../../src/platform/platform.ts';

/** Where a server may end on the way of a mail, in the order of the way. */
export const steps = [
  ...['fetched', 'parsed', 'first transaction', 'second transaction', 'third transaction', 'fourth transaction'],
  ...['committed', 'before the flag', 'after the flag'],
] as const;
export type Step = (typeof steps)[number];

/**
 * Reads a mailbox as the server does, and says at each step of each mail where it is: whoever hears it may throw, or end the
 * process. A mail with a file has four transactions, others one.
 */
export const readWithFaults = (
  platform: Platform,
  { address, mailbox, strike }: { address: string; mailbox: string; strike: (step: Step, subject: string) => void },
): Inbox => {
  const inHand = new AsyncLocalStorage<{ subject: string; transactions: number }>();
  const { db } = platform;
  const inOrganisation = db.withOrganisation.bind(db);
  db.withOrganisation = (organisationId, work) =>
    inOrganisation(organisationId, async (tx) => {
      const done = await work(tx);
      const mail = inHand.getStore();
      // Before the commit: everything was done, and all of it is lost.
      if (mail !== undefined) strike(steps[2 + mail.transactions++] ?? 'fourth transaction', mail.subject);
      return done;
    });
  let subject = '';
  const setFlags = ImapFlow.prototype.messageFlagsAdd;
  ImapFlow.prototype.messageFlagsAdd = async function flagWithFaults(this: ImapFlow, ...args) {
    strike('before the flag', subject);
    const isSet = await setFlags.apply(this, args);
    strike('after the flag', subject);
    return isSet;
  };
  const inbox = readInbox(platform, {
    address,
    take: async (fetched) => {
      // The subject tells the mails of a test apart before they are read.
      subject = /^Subject: (.*)$/m.exec(Buffer.from(fetched.source).toString('latin1'))?.[1]?.trim() ?? '';
      strike('fetched', subject);
      const mail = await readMail(fetched);
      strike('parsed', subject);
      await inHand.run({ subject, transactions: 0 }, () => takeMail(platform, mailbox, mail));
      strike('committed', subject);
    },
    onGivenUp: () => {},
    lookEveryMs: 100,
  });
  return {
    stop: async () => {
      await inbox.stop();
      db.withOrganisation = inOrganisation;
      ImapFlow.prototype.messageFlagsAdd = setFlags;
    },
  };
};
