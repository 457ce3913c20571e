import { describe, expect, it } from 'vitest';
import { readMail } from './index.ts';

const mail = (...lines: string[]) => readMail({ source: Buffer.from(lines.join('\r\n')), leftOut: [] });
const head = ['From: Mina <Mina@Acme.test>', 'To: help+x@acme.test', 'Message-ID: <one@acme.test>'];

describe('a mail that came', () => {
  it('is known by its Message-ID, or by all of it where it has none', async () => {
    const [one, again] = [await mail(...head, '', 'a'), await mail(...head, '', 'b')];
    expect(one.hash).toEqual(again.hash);
    const [bare, other] = [await mail('From: a@b.test', '', 'a'), await mail('From: a@b.test', '', 'b')];
    expect(bare.hash).not.toEqual(other.hash);
    expect(bare.hash).toHaveLength(32);
  });

  it('names everybody who claims to have written it', async () => {
    expect((await mail(...head, '', '')).from).toEqual(['mina@acme.test']);
    expect((await mail('From: a@b.test, "x@y.test" <c@d.test>', 'From: e@f.test', '', '')).from).toEqual([
      ...['a@b.test', 'c@d.test', 'e@f.test'],
    ]);
    expect((await mail('Subject: x', '', '')).from).toEqual([]);
  });

  it('holds no characters that a database cannot', async () => {
    const { text } = await mail(...head, '', 'a\0b \ud800 c');
    expect(text.trim()).toBe('ab \ufffd c');
    expect(text.isWellFormed()).toBe(true);
  });

  it('is refused where it is nested beyond reason, or its headers never end', async () => {
    const nested = Array.from({ length: 50 }, (_, depth) => [
      `Content-Type: multipart/mixed; boundary=b${depth}`,
      ...['', `--b${depth}`],
    ]);
    await expect(mail(...head, ...nested.flat())).rejects.toThrow();
    await expect(mail(...head, `Subject: ${'x'.repeat(600_000)}`, '', '')).rejects.toThrow();
  });

  it('of a million parts is read up to some of them, soon', async () => {
    const parts = '--b\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nx\r\n'.repeat(100_000);
    const begin = performance.now();
    const { files } = await mail(...head, 'Content-Type: multipart/mixed; boundary=b', '', parts);
    expect(files.length).toBeLessThanOrEqual(2_000);
    expect(performance.now() - begin).toBeLessThan(5_000);
  });

  it.each([
    ['elements inside each other', 'text/html', '<div>'.repeat(100_000)],
    ['bold inside bold', 'text/html', '<b>'.repeat(170_000)],
    ['tables inside tables', 'text/html', '<table><tr><td>'.repeat(30_000)],
    ['elements beside each other', 'text/html', '<i>x</i>'.repeat(60_000)],
    ['empty lines that count', 'text/html', `<pre>${'\n'.repeat(500_000)}`],
    ['breaks', 'text/html', '<br>'.repeat(120_000)],
    ['empty lines', 'text/plain', '\n'.repeat(9 * 1024 * 1024)],
    ['one line', 'text/plain', 'x'.repeat(9 * 1024 * 1024)],
  ])('of nothing but %s holds up nobody else', { timeout: 60_000 }, async (_, type, body) => {
    let [last, longest] = [performance.now(), 0];
    const look = (): void => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    };
    const timer = setInterval(look, 5);
    await mail(...head, `Content-Type: ${type}`, '', body);
    clearInterval(timer);
    look();
    expect(longest).toBeLessThan(2_000);
  });

  it('keeps a mail inside it as a file, and its words out of its own', async () => {
    const { text, files } = await mail(
      ...[...head, 'Content-Type: multipart/mixed; boundary=b', '', '--b', '', 'mine'],
      ...['--b', 'Content-Type: message/rfc822', '', 'From: other@b.test', '', 'theirs', '--b--', ''],
    );
    expect(text.trim()).toBe('mine');
    expect(files.map(({ type }) => type)).toEqual(['message/rfc822']);
  });

  it('is a report where a server says what it did not deliver', async () => {
    const report = (action: string, status: string) =>
      mail(
        ...[
          'From: MAILER-DAEMON@b.test',
          'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
          '',
        ],
        ...['--b', 'Content-Type: text/plain', '', 'Sorry', '--b', 'Content-Type: message/delivery-status', ''],
        ...['Reporting-MTA: dns; b.test', '', 'Final-Recipient: rfc822; a@b.test', `Action: ${action}`],
        ...[`Status: ${status}`, '', '--b', 'Content-Type: text/rfc822-headers', '', 'Message-ID: <L@acme.test>'],
        ...['Reply-To: Ada', ' <help+tag@acme.test>', '', '--b--', ''],
      );
    const failed = (await report('failed', '5.1.1')).report;
    expect(failed).toEqual({
      isPermanent: true,
      letter: expect.stringContaining('reply-to: ada <help+tag@acme.test>') as string,
    });
    expect((await report('delayed', '4.4.1')).report?.isPermanent).toBe(false);
  });
});
