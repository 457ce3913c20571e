import type { FastifyInstance } from 'fastify';
import { readInbox, readMail, type Inbox } from '../../../platform/mail/inbox/index.ts';
import { takeMail } from './take.ts';
import { writeWhenOpened } from './write.ts';

/** Answers to our letters: read from our mailbox where there is one, and written where they belong. */
export const receiveAnswers = (app: FastifyInstance): void => {
  const { platform } = app;
  const { config, log, metrics } = platform;
  writeWhenOpened(platform);
  const { imapUrl, mailAddress } = config;
  if (imapUrl === undefined || mailAddress === undefined) return;
  let inbox: Inbox | undefined;
  // Commands build the app as well; only a server that listens reads.
  app.addHook('onListen', async () => {
    inbox = readInbox(platform, {
      address: imapUrl,
      take: async (fetched) => {
        const mail = await readMail(fetched);
        const outcome = await takeMail(platform, mailAddress, mail);
        metrics.countMail(outcome);
        log.info({ outcome }, 'a mail came');
      },
      onGivenUp: () => metrics.countMail('broken'),
    });
  });
  app.addHook('preClose', () => inbox?.stop());
};
