import { createTransport, type SendMailOptions } from 'nodemailer';
import { startMailServers, type MailServers } from '../../../../../../test/fixtures/mail-servers.ts';
import { until } from '../../../../../../test/fixtures/until.ts';
import { buildTestApp, type Somebody, type TestApp, type TestWorkspace } from '../../../../test/app.ts';
import { messagesAfter } from '../../../conversation/index.ts';
import type { Database } from '../../../platform/database/index.ts';
import { openMailbox } from '../../../platform/mail/inbox/index.ts';
import { replyTag, taggedAddress } from '../reply-address.ts';

export const mailAddress = 'help@acme.test';

/** Somebody who asked for help and reads the answer by mail. */
export interface Thread {
  id: string;
  requestId: string;
  visitor: Somebody;
  /** Where their answers go. */
  replyTo: string;
}

/** A row of `email_received` as tests look at it. */
export interface Came {
  state: string;
  reason: string | null;
}

/** A whole server with a real mailbox behind it, and people who write to it. */
export interface MailHouse extends TestApp {
  servers: MailServers;
  house: TestWorkspace;
  expert: Somebody;
  /** A visitor asks, with this address beside the request. */
  ask(address?: string, isVerified?: boolean): Promise<Thread>;
  /** The expert accepts. @returns the conversation */
  accept(thread: Thread): Promise<string>;
  /** Over SMTP, from the thread's address unless said. */
  send(thread: Thread, mail: SendMailOptions): Promise<void>;
  came(thread: Thread): Promise<Came[]>;
  /** Resolves once so many mails were settled for the thread. */
  settled(thread: Thread, count: number): Promise<Came[]>;
  /** Texts and files of the conversation, oldest first. */
  words(conversationId: string): Promise<string[]>;
  /** How many mails of the mailbox were not taken care of yet. */
  unseen(): Promise<number>;
  /** How many mails came to this, by the metrics. */
  counted(outcome: string): Promise<number>;
}

/** @param isReading whether the server reads its mailbox; else the test does */
export const openMailHouse = async ({
  isReading = true,
  db: given,
}: { isReading?: boolean; db?: Database } = {}): Promise<MailHouse> => {
  const servers = await startMailServers();
  const imapUrl = isReading ? { imapUrl: servers.imapUrl('help') } : {};
  const test = await buildTestApp({
    config: { smtpUrl: servers.smtpUrl, mailAddress, ...imapUrl },
    ...(given === undefined ? {} : { db: given }),
  });
  if (isReading) await test.app.listen({ port: 0 });
  const house = await test.workspace();
  const expert = await house.signInAs('expert', 'Ada');
  const transport = createTransport(servers.smtpUrl);
  const { clock, config, db, metrics, outbox } = test.app.platform;
  const { organisationId, siteId } = house;

  const came = (thread: Thread): Promise<Came[]> =>
    db.asSystem('test', async (tx) => [
      ...(await tx<
        Came[]
      >`select state, reason from email_received where thread_id = ${thread.id} order by received_at, id`),
    ]);
  return {
    ...test,
    servers,
    house,
    expert,
    ask: async (address = 'mina@acme.test', isVerified = true) => {
      const visitor = await house.visitor();
      const payload = { clientId: clock.newId(), text: 'The save button does nothing' };
      const { body } = await test.call(visitor, 'POST', '/v1/help-requests', payload);
      const [id, requestId] = [clock.newId(), (body as { id: string }).id];
      // No page of theirs is open, and the request is to wait for as long as the test runs.
      await db.asSystem(
        'test',
        (tx) => tx`update help_request set visitor_seen_at = now() + interval '1 day' where id = ${requestId}`,
      );
      const now = new Date(clock.now());
      await db.asSystem(
        'test',
        (tx) => tx`
          insert into email_thread (id, organisation_id, site_id, visitor_id, request_id, address, language, created_at, verified_at)
          values (${id}, ${organisationId}, ${siteId}, ${visitor.id}, ${requestId}, ${address}, 'en', ${now},
            ${isVerified ? now : null})`,
      );
      return { id, requestId, visitor, replyTo: taggedAddress(mailAddress, replyTag(config.secret, id)) };
    },
    accept: async ({ requestId, visitor }) => {
      const conversationId = clock.newId();
      const payload = {
        ...{ assignmentId: clock.newId(), requestId, memberId: expert.id, conversationId, siteId },
        ...{ visitorId: visitor.id, at: new Date(clock.now()).toISOString() },
      };
      const eventId = await db.withOrganisation(organisationId, (tx) =>
        outbox.emit(tx, 'assignment.accepted', organisationId, payload),
      );
      await outbox.delivered(eventId);
      return conversationId;
    },
    send: async ({ replyTo }, mail) => {
      await transport.sendMail({ from: 'Mina <mina@acme.test>', to: replyTo, subject: 'Re: Help', ...mail });
    },
    came,
    settled: async (thread, count) => {
      await until(async () => (await came(thread)).length >= count, 40_000);
      return came(thread);
    },
    words: async (conversationId) => {
      const messages = await db.asSystem('test', (tx) => messagesAfter(tx, conversationId, 0, 200));
      return messages
        .filter(({ kind }) => kind === 'text' || kind === 'file' || kind === 'reopened')
        .map(({ kind, body }) =>
          kind === 'file' ? `file ${(JSON.parse(body) as { name: string }).name}` : body || kind,
        );
    },
    unseen: async () => {
      const { client, close } = await openMailbox(servers.imapUrl('help'));
      const found = await client.search({ seen: false }, { uid: true });
      close();
      return (found || []).length;
    },
    counted: async (outcome) =>
      Number(
        new RegExp(`^harmony_mails_received_total\\{outcome="${outcome}"\\} (\\d+)$`, 'm').exec(
          await metrics.text(),
        )?.[1] ?? 0,
      ),
    close: async () => {
      transport.close();
      await test.close();
      await servers.stop();
    },
  };
};
