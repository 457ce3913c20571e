import { ImapFlow } from 'imapflow';
import { createTransport } from 'nodemailer';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../../../../test/fixtures/database.ts';
import { recordingLog } from '../../../../../../test/fixtures/log.ts';
import { startMailServers, whyNoMailServers, type MailServers } from '../../../../../../test/fixtures/mail-servers.ts';
import { until } from '../../../../../../test/fixtures/until.ts';
import { systemClock } from '../../clock.ts';
import { openMailbox, readInbox, readMail, type FetchedMail, type Inbox } from './index.ts';

const whyNot = whyNoMailServers();
let servers: MailServers;
let database: TestDatabase;
const inboxes: Inbox[] = [];

beforeAll(async () => {
  if (whyNot !== undefined) return;
  [servers, database] = [await startMailServers(), await openTestDatabase()];
}, 120_000);
afterAll(async () => {
  await servers?.stop();
  await database?.dispose();
});
beforeEach(({ skip }) => {
  if (whyNot !== undefined) skip(whyNot);
});
afterEach(async () => {
  await Promise.all(inboxes.splice(0).map((inbox) => inbox.stop()));
});

const send = async (box: string, subject: string): Promise<void> => {
  const transport = createTransport(servers.smtpUrl);
  await transport.sendMail({ from: 'mina@acme.test', to: `${box}@acme.test`, subject, text: subject });
  transport.close();
};
const subjectOf = async (mail: FetchedMail): Promise<string> => (await readMail(mail)).header('subject')[0]!;
const read = (
  box: string,
  take: (mail: FetchedMail) => Promise<void>,
  address = servers.imapUrl(box),
  openWithinMs?: number,
) => {
  const log = recordingLog();
  const onGivenUp = vi.fn();
  const parts = { clock: systemClock, db: database.db, log: log as never };
  const inbox = readInbox(parts, { address, take, onGivenUp, ...(openWithinMs && { openWithinMs }) });
  inboxes.push(inbox);
  return { inbox, log, onGivenUp };
};
const flagsIn = async (box: string): Promise<string[][]> => {
  const { client, close } = await openMailbox(servers.imapUrl(box));
  const all = await client.fetchAll('1:*', { flags: true });
  close();
  return all.map(({ flags }) => [...(flags ?? [])].filter((flag) => flag !== '\\Recent').toSorted());
};

describe('a mailbox', () => {
  it('is read as mails come, also after its server was away, and stops at once', async () => {
    const came: string[] = [];
    const { inbox, log } = read('help', async (mail) => void came.push(await subjectOf(mail)));
    await send('help', 'one');
    // A mail that is taken and not marked yet, when its server goes, comes again: whoever takes it knows it then.
    await until(async () => (await flagsIn('help'))[0]?.includes('\\Seen') === true, 40_000);
    expect(came).toEqual(['one']);
    await servers.restartImap();
    await send('help', 'two');
    // Tries are 1, 2, 4, 8 s apart, and a server that starts beside other work refuses several.
    await until(async () => came.length === 2, 60_000);
    expect(came).toEqual(['one', 'two']);
    expect(log.lines.map(({ text }) => text)).toContain('the mailbox is open again');
    const begin = performance.now();
    await inbox.stop();
    expect(performance.now() - begin).toBeLessThan(1_000);
  }, 120_000);

  it('gives up a mail that nothing can be made of, and reads the others', async () => {
    const came: string[] = [];
    const take = async (mail: FetchedMail): Promise<void> => {
      const subject = await subjectOf(mail);
      if (subject === 'poison') throw new Error('cannot be read');
      came.push(subject);
    };
    const { onGivenUp } = read('mina', take);
    await send('mina', 'poison');
    for (const subject of ['a', 'b', 'c', 'd', 'e', 'f']) {
      await send('mina', subject);
      await until(async () => came.includes(subject), 40_000);
    }
    await until(async () => onGivenUp.mock.calls.length === 1, 40_000);
    expect(came).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    expect((await flagsIn('mina')).map((flags) => flags.join(' ')).toSorted()).toEqual([
      '\\Flagged \\Seen',
      ...Array.from({ length: 6 }, () => '\\Seen'),
    ]);
  });

  it('gives up a mail that ends the connection each time it is fetched', async () => {
    const fetchOne = ImapFlow.prototype.fetchOne;
    const cut = vi.spyOn(ImapFlow.prototype, 'fetchOne').mockImplementation(async function fetch(
      this: ImapFlow,
      ...args
    ) {
      const found = await fetchOne.apply(this, args);
      if (found === false || found.source === undefined || !found.source.includes('cuts')) return found;
      this.close();
      throw new Error('the connection was closed');
    });
    const came: string[] = [];
    const { onGivenUp } = read('linus', async (mail) => void came.push(await subjectOf(mail)));
    await send('linus', 'cuts');
    await send('linus', 'behind it');
    await until(async () => came.includes('behind it'), 40_000);
    expect(onGivenUp).toHaveBeenCalledTimes(1);
    cut.mockRestore();
  });

  it('gives up nothing while the database is away', async () => {
    const away = vi.spyOn(database.db, 'ping').mockRejectedValue(new Error('away'));
    let tries = 0;
    const { onGivenUp } = read('grace', async () => {
      tries += 1;
      throw new Error('away');
    });
    await send('grace', 'kept');
    await until(async () => tries >= 3, 40_000);
    away.mockRestore();
    expect(onGivenUp).not.toHaveBeenCalled();
    expect(await flagsIn('grace')).toEqual([[]]);
  });

  it('that cannot be opened is named with its host and reason, never with the password', async () => {
    const address = servers.imapUrl('help').replace(/:[^:@]*@/, ':a-wrong-secret@');
    await expect(openMailbox(address)).rejects.toThrow(
      /^The mailbox on 127\.0\.0\.1:\d+ cannot be opened: .*user or password/,
    );
    const { inbox, log } = read('help', async () => {}, address);
    await until(async () => log.lines.length > 0, 40_000);
    expect(JSON.stringify(log.lines)).not.toContain('secret');
    const begin = performance.now();
    await inbox.stop();
    expect(performance.now() - begin).toBeLessThan(1_000);
  });

  it('whose server greets and then says nothing is tried again', async () => {
    const { createServer } = await import('node:net');
    let connections = 0;
    const silent = createServer((socket) => {
      connections += 1;
      socket.on('error', () => {}).write('* OK [CAPABILITY IMAP4rev1] ready\r\n');
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => silent.once('listening', resolve));
    const { port } = silent.address() as { port: number };
    const { log } = read('help', async () => {}, `imap://a:b@127.0.0.1:${port}`, 300);
    await until(async () => connections >= 2);
    silent.close();
    expect(log.lines[0]!.details).toMatchObject({
      reason: `The mailbox on 127.0.0.1:${port} cannot be opened: the server has not answered for 0.3 s.`,
    });
  });

  it('whose server never answers holds up no stop', async () => {
    const { createServer } = await import('node:net');
    const silent = createServer(() => {}).listen(0, '127.0.0.1');
    await new Promise((resolve) => silent.once('listening', resolve));
    const { port } = silent.address() as { port: number };
    const { inbox } = read('help', async () => {}, `imap://a:b@127.0.0.1:${port}`);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const begin = performance.now();
    await inbox.stop();
    silent.close();
    expect(performance.now() - begin).toBeLessThan(1_000);
  });
});
