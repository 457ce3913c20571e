import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startChild } from '../../../../../../test/fixtures/child.ts';
import { whyNoMailServers } from '../../../../../../test/fixtures/mail-servers.ts';
import { until } from '../../../../../../test/fixtures/until.ts';
import { readInbox, readMail } from '../../../platform/mail/inbox/index.ts';
import { insertSent } from '../store.ts';
import { openMailHouse, mailAddress, type MailHouse } from './mailbox.fixture.ts';
import { takeMail } from './take.ts';

const whyNot = whyNoMailServers();
let mail: MailHouse;

beforeAll(async () => {
  if (whyNot === undefined) mail = await openMailHouse();
}, 120_000);
afterAll(() => mail?.close());
beforeEach(({ skip }) => {
  if (whyNot !== undefined) skip(whyNot);
});

/** A red square of one pixel. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);
const asked = 'The save button does nothing';
const taken = { state: 'taken', reason: null };
const refused = (reason: string) => ({ state: 'refused', reason });
/** Long enough for a mail to come in, where it should change nothing. */
const allSeen = () => until(async () => (await mail.unseen()) === 0, 40_000);

describe('an answer by mail', () => {
  it('goes from SMTP over IMAP into the conversation, as the visitor’s words, with its files before them', async () => {
    const thread = await mail.ask();
    const conversationId = await mail.accept(thread);
    await mail.send(thread, {
      text: 'Yes, it stays grey.\n\nOn Mon, Nov 30, 2026 at 10:05 AM Ada <x@acme.test> wrote:\n\n> Does it stay grey?\n',
      attachments: [
        { filename: 'shot.png', content: png },
        { filename: 'run.exe', content: Buffer.from('MZ\0\0not a picture') },
      ],
    });
    expect(await mail.settled(thread, 1)).toEqual([taken]);
    expect(await mail.words(conversationId)).toEqual([
      ...[asked, 'file shot.png'],
      'Yes, it stays grey.\n\n[Not taken: run.exe (a kind of file that is not kept here)]',
    ]);
    await allSeen();
  });

  it('is taken once, however often the same mail is delivered', async () => {
    const thread = await mail.ask();
    const conversationId = await mail.accept(thread);
    const once = {
      text: 'Only once',
      messageId: '<one@customer.example>',
      attachments: [{ filename: 'a.png', content: png }],
    };
    for (let time = 0; time < 3; time += 1) await mail.send(thread, once);
    await mail.settled(thread, 1);
    await until(async () => (await mail.counted('repeat')) >= 2, 40_000);
    expect(await mail.came(thread)).toEqual([taken]);
    expect(await mail.words(conversationId)).toEqual([asked, 'file a.png', 'Only once']);
  });

  it('is taken once by three servers that read the same mailbox', async () => {
    const thread = await mail.ask();
    const conversationId = await mail.accept(thread);
    const { platform } = mail.app;
    const others = [1, 2].map(() =>
      readInbox(platform, {
        address: mail.servers.imapUrl('help'),
        take: async (fetched) => void (await takeMail(platform, mailAddress, await readMail(fetched))),
        onGivenUp: () => {},
      }),
    );
    const texts = Array.from({ length: 8 }, (_, index) => `Text ${index}`);
    const attachments = [{ filename: 'a.png', content: png }];
    await Promise.all(texts.map((text) => mail.send(thread, { text, attachments })));
    await mail.settled(thread, texts.length);
    await allSeen();
    await Promise.all(others.map((other) => other.stop()));
    const words = await mail.words(conversationId);
    expect(words.filter((word) => word.startsWith('Text')).toSorted()).toEqual(texts);
    expect(words.filter((word) => word === 'file a.png')).toHaveLength(texts.length);
    expect(await mail.came(thread)).toEqual(texts.map(() => taken));
  });

  it('waits while nobody has come, and stands in its order after what was asked', async () => {
    const thread = await mail.ask();
    await mail.send(thread, { text: 'First', attachments: [{ filename: 'a.png', content: png }] });
    await mail.settled(thread, 1);
    await mail.send(thread, { text: 'Second' });
    expect(await mail.settled(thread, 2)).toEqual([
      { state: 'waiting', reason: null },
      { state: 'waiting', reason: null },
    ]);
    const conversationId = await mail.accept(thread);
    await until(async () => (await mail.words(conversationId)).length === 3);
    expect(await mail.words(conversationId)).toEqual([
      ...[asked, 'First\n\n[Not taken: a.png (files are taken once somebody has come)]', 'Second'],
    ]);
    expect(await mail.came(thread)).toEqual([taken, taken]);
    await mail.send(thread, { text: 'Third' });
    await mail.settled(thread, 3);
    expect((await mail.words(conversationId)).at(-1)).toBe('Third');
  });

  it('proves that the address is read', async () => {
    const thread = await mail.ask('Mina@ACME.test', false);
    await mail.accept(thread);
    await mail.send(thread, { text: 'It is me' });
    expect(await mail.settled(thread, 1)).toEqual([taken]);
    const [row] = await mail.app.platform.db.asSystem(
      'test',
      (tx) => tx<{ verifiedAt: Date | null }[]>`select verified_at from email_thread where id = ${thread.id}`,
    );
    expect(row?.verifiedAt).toBeInstanceOf(Date);
  });

  it('has read what the letter that it answers carries, and nothing later', async () => {
    const thread = await mail.ask();
    const conversationId = await mail.accept(thread);
    const { clock, db } = mail.app.platform;
    const write = async (body: string): Promise<number> => {
      const path = `/v1/conversations/${conversationId}/messages`;
      const { body: stored } = await mail.call(mail.expert, 'POST', path, {
        clientId: clock.newId(),
        kind: 'text',
        body,
      });
      return (stored as { seq: number }).seq;
    };
    const unread = (): Promise<number> =>
      db.asSystem('test', async (tx) => {
        const [row] = await tx<{ left: number }[]>`
        select c.last_seq - p.read_seq as left from participant p join conversation c on c.id = p.conversation_id
        where p.conversation_id = ${conversationId} and p.visitor_id is not null`;
        return row!.left;
      });
    const inLetter = await write('Does it stay grey?');
    const letterId = clock.newId();
    await db.withOrganisation(mail.house.organisationId, (tx) =>
      insertSent(tx, {
        ...{ id: letterId, organisationId: mail.house.organisationId, threadId: thread.id, kind: 'answer' },
        ...{ about: `${inLetter}-${inLetter}`, addressHash: Buffer.alloc(32), createdAt: new Date(clock.now()) },
      }),
    );
    await mail.send(thread, { text: 'Yes', inReplyTo: `<${letterId}@acme.test>` });
    await mail.settled(thread, 1);
    expect(await unread()).toBe(0);
    await write('And now?');
    await mail.send(thread, { text: 'I mean, always', inReplyTo: `<${letterId}@acme.test>` });
    await mail.settled(thread, 2);
    expect(await unread()).toBe(2);
  });

  it('opens again what was solved, and is refused once a conversation was ended', async () => {
    const solved = await mail.ask();
    const solvedId = await mail.accept(solved);
    await mail.call(mail.expert, 'POST', `/v1/conversations/${solvedId}/resolve`, {});
    await mail.call(solved.visitor, 'POST', `/v1/conversations/${solvedId}/resolve`, {});
    await mail.send(solved, { text: 'It came back' });
    expect(await mail.settled(solved, 1)).toEqual([taken]);
    expect((await mail.words(solvedId)).slice(-2)).toEqual(['reopened', 'It came back']);

    const ended = await mail.ask();
    const endedId = await mail.accept(ended);
    await mail.call(mail.expert, 'POST', `/v1/conversations/${endedId}/close`, {});
    await mail.send(ended, { text: 'One more thing' });
    expect(await mail.settled(ended, 1)).toEqual([refused('ended')]);
  });

  it('comes as text where it is HTML with scripts, and longer than a message may be', async () => {
    const thread = await mail.ask();
    const conversationId = await mail.accept(thread);
    const html = `<script>alert(1)</script><p onclick="x()">Grey <img src=x onerror=alert(1)>still</p><p style="display:none">hidden</p>`;
    await mail.send(thread, { html });
    await mail.settled(thread, 1);
    await mail.send(thread, { text: 'x'.repeat(20_000) });
    await mail.settled(thread, 2);
    const words = await mail.words(conversationId);
    expect(words[1]).toBe('Grey still');
    expect(words[2]!.length).toBeLessThanOrEqual(8_000);
    expect(words[2]).toMatch(/^x+\n\n\[The mail was longer; the rest of it was cut off\.\]$/);
  });

  it('with a file of 30 MB is taken without the file, which never enters memory', async () => {
    const thread = await mail.ask();
    const conversationId = await mail.accept(thread);
    const held = (): number => process.memoryUsage().external + process.memoryUsage().arrayBuffers;
    const before = held();
    let most = 0;
    const timer = setInterval(() => (most = Math.max(most, held() - before)), 5);
    const sender = startChild(new URL('send-large.fixture.ts', import.meta.url), [
      ...[mail.servers.smtpUrl, 'mina@acme.test', thread.replyTo],
    ]);
    expect((await sender.ended).code).toBe(0);
    await mail.settled(thread, 1);
    clearInterval(timer);
    expect(await mail.words(conversationId)).toEqual([
      ...[asked, 'The recording is attached\n\n[Not taken: screen recording.mp4 (too large)]'],
    ]);
    console.log(`at most ${(most / 1024 / 1024).toFixed(1)} MB more in buffers while a mail of 41 MB came`);
    expect(most).toBeLessThan(20 * 1024 * 1024);
  });
});

describe('what is refused, without an answer to whoever sent it', () => {
  it('mails of machines, of lists, of others, and of nobody', async () => {
    const thread = await mail.ask();
    await mail.accept(thread);
    const [text, grace] = ['I am away until Monday', 'grace@acme.test'];
    const cases: [string, Parameters<MailHouse['send']>[1]][] = [
      ['automatic', { text, headers: { 'Auto-Submitted': 'auto-replied' } }],
      ['automatic', { text, headers: { 'X-Autoreply': 'yes' } }],
      ['automatic', { text, headers: { Precedence: 'auto_reply' } }],
      ['automatic', { text, envelope: { from: '', to: thread.replyTo } }],
      ['list', { text, headers: { 'List-Id': '<all.acme.test>' } }],
      ['other-sender', { text, from: grace }],
      ['other-sender', { text, from: ['mina@acme.test', grace] as never }],
      ['forged', { text, headers: { 'Authentication-Results': 'mx.acme.test; dmarc=fail header.from=acme.test' } }],
      ['loop', { text, from: mailAddress }],
      ['empty', { text: '> only\n> a quotation\n' }],
    ];
    for (const [index, [, one]] of cases.entries()) {
      await mail.send(thread, one);
      await mail.settled(thread, index + 1);
    }
    expect((await mail.came(thread)).map(({ reason }) => reason)).toEqual(cases.map(([reason]) => reason));
    expect(await mail.counted('other-sender')).toBe(2);
  });

  it('answers to a request that nobody will come for, also those that waited', async () => {
    const thread = await mail.ask();
    await mail.send(thread, { text: 'First' });
    expect(await mail.settled(thread, 1)).toEqual([{ state: 'waiting', reason: null }]);
    expect((await mail.call(thread.visitor, 'DELETE', `/v1/help-requests/${thread.requestId}`)).status).toBeLessThan(
      300,
    );
    await until(async () => (await mail.came(thread))[0]?.state === 'refused');
    await mail.send(thread, { text: 'Second' });
    expect(await mail.settled(thread, 2)).toEqual([refused('ended'), refused('ended')]);
  });

  it('mails to an address without a tag, or with one that nobody made', async () => {
    const before = await mail.counted('no-thread');
    const thread = await mail.ask();
    await mail.send(thread, { text: 'Hello', to: mailAddress });
    await mail.send(thread, { text: 'Hello', to: `help+${'a'.repeat(42)}@acme.test` });
    await until(async () => (await mail.counted('no-thread')) === before + 2, 40_000);
    expect(await mail.came(thread)).toEqual([]);
  });

  it('our own letters, which go round to our own mailbox', async () => {
    const thread = await mail.ask('help@acme.test');
    const { platform } = mail.app;
    await platform.mail.send({ to: thread.replyTo, subject: 'Re: Help', text: 'Hello', id: platform.clock.newId() });
    expect(await mail.settled(thread, 1)).toEqual([refused('loop')]);
  });

  it('a letter that comes back stops the thread for good, by its tag or its Message-ID', async () => {
    const { platform } = mail.app;
    for (const hasTag of [true, false]) {
      const thread = await mail.ask('nobody@acme.test');
      const id = platform.clock.newId();
      await platform.db.asSystem(
        'test',
        (tx) => tx`
          insert into email_sent (id, organisation_id, thread_id, kind, about, address_hash, created_at)
          values (${id}, ${mail.house.organisationId}, ${thread.id}, 'answer', '1', '\\x00', now())`,
      );
      const letter = { to: 'nobody@acme.test', subject: 'Re: Help', text: 'Choose another rate', id };
      await platform.mail.send(hasTag ? { ...letter, replyTo: thread.replyTo } : letter);
      expect(await mail.settled(thread, 1)).toEqual([refused('bounce')]);
      const [row] = await platform.db.asSystem(
        'test',
        (tx) => tx<{ because: string }[]>`select stopped_because as because from email_thread where id = ${thread.id}`,
      );
      expect(row?.because).toBe('bounced');
      await mail.send(thread, { text: 'I am here', from: 'nobody@acme.test' });
      expect((await mail.settled(thread, 2))[1]).toEqual(refused('stopped'));
    }
  });

  it('more mails than people write', async () => {
    const thread = await mail.ask();
    await mail.accept(thread);
    await Promise.all(Array.from({ length: 25 }, (_, index) => mail.send(thread, { text: `Bomb ${index}` })));
    const came = await mail.settled(thread, 25);
    expect(came.filter(({ state }) => state === 'taken')).toHaveLength(20);
    expect(came.filter(({ reason }) => reason === 'too-many')).toHaveLength(5);
  });
});
