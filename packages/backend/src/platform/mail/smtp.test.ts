import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Config } from '../../config.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../database/index.ts';
import { AddressRefused, createMail, type Mail } from './index.ts';

/** What came over the wire, a letter each. */
let letters: string[];
/** What the server says to the address. */
let toAddress: string;
let server: Server;
let mail: Mail;

beforeAll(async () => {
  server = createServer(speak);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const config = {
    smtpUrl: `smtp://127.0.0.1:${port}`,
    mailAddress: 'help@example.com',
    publicUrl: 'https://harmony.example.com',
  };
  mail = createMail(config as Config, {} as Database, {} as Clock);
});
afterAll(() => void server.close());
beforeEach(() => {
  letters = [];
  toAddress = '250 fine';
});

/** As much of RFC 5321 as one letter needs. */
const speak = (socket: Socket): void => {
  let letter: string | null = null;
  const say = (line: string): void => void socket.write(`${line}\r\n`);
  const hear = (line: string): void => {
    if (letter !== null) {
      if (line !== '.') return void (letter += `${line}\n`);
      letters.push(letter);
      letter = null;
      return say('250 taken');
    }
    if (line.startsWith('EHLO')) say('250 here');
    else if (line.startsWith('RCPT')) say(toAddress);
    else if (line === 'DATA') {
      letter = '';
      say('354 go on');
    } else if (line === 'QUIT') socket.end('221 bye\r\n');
    else say('250 fine');
  };
  let rest = '';
  socket.on('data', (chunk) => {
    const lines = (rest + chunk.toString()).split('\r\n');
    rest = lines.pop()!;
    lines.forEach(hear);
  });
  socket.on('error', () => {});
  say('220 here');
};

const headersOf = (letter: string): string => letter.slice(0, letter.indexOf('\n\n')).replaceAll(/\n[ \t]+/g, ' ');

it('names who writes, which letter it is and which came before, and can be answered', async () => {
  await mail.send({
    ...{ to: 'vera@lang.test', subject: 'Re: Where?\r\nBcc: eve@evil.test', text: 'Here:\nhttps://x.test/?a&b' },
    ...{
      link: 'https://x.test/?a&b',
      language: 'ar',
      fromName: 'Ada "A", via <Fernbill>',
      replyTo: 'help+tag@example.com',
    },
    ...{ id: 'third', after: ['first', 'second'] },
  });
  const headers = headersOf(letters[0]!);
  expect(headers).toContain('Message-ID: <third@example.com>');
  expect(headers).toContain('In-Reply-To: <second@example.com>');
  expect(headers).toContain('References: <first@example.com> <second@example.com>');
  expect(headers).toMatch(/^From: "Ada \\"A\\", via <Fernbill>" <help@example\.com>$/m);
  expect(headers).toMatch(/^Reply-To: .*<help\+tag@example\.com>$/m);
  expect(headers).toContain('Auto-Submitted: auto-generated');
  expect(headers).not.toMatch(/^Bcc:/im);
  expect(letters[0]).toContain('<div lang="ar" dir="auto">Here:<br>');
});

it('is given up where the server knows no such mailbox, and only there', async () => {
  const letter = { to: 'nobody@lang.test', subject: 'Hello', text: 'Hello' };
  toAddress = '550 5.1.1 no such user';
  await expect(mail.send(letter)).rejects.toBeInstanceOf(AddressRefused);
  for (const passing of ['450 later', '552 full', '554 no']) {
    toAddress = passing;
    await expect(mail.send(letter)).rejects.not.toBeInstanceOf(AddressRefused);
  }
  expect(letters).toEqual([]);
});
