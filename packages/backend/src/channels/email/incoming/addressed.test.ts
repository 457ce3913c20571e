import { describe, expect, it } from 'vitest';
import { readMail } from '../../../platform/mail/inbox/index.ts';
import { replyTag } from '../reply-address.ts';
import { lettersAnswered, threadOf } from './addressed.ts';

const secret = 'a secret of at least thirty-two characters';
const thread = '0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f';
const tag = replyTag(secret, thread);
const found = async (...header: string[]) => threadOf(await read(...header), 'help@example.com', secret);

const read = (...header: string[]) =>
  readMail({ source: Buffer.from(`${header.join('\r\n')}\r\n\r\nwords`), leftOut: [] });

it('letters that a mail answers are named by their ids, those of others are left out', async () => {
  const [first, second] = ['0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e01', '0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e02'];
  const mail = await read(
    `In-Reply-To: <${second}@help.example.com>`,
    `References: <CAF-1@mail.gmail.com> <${first}@help.example.com>\r\n <${second}@help.example.com>`,
  );
  expect(lettersAnswered(mail)).toEqual([second, first, second]);
  expect(lettersAnswered(await read('To: help@example.com'))).toEqual([]);
});

describe('the thread that a mail answers', () => {
  it.each(['Delivered-To', 'X-Original-To', 'Envelope-To', 'To', 'Cc'])('is found in %s', async (field) => {
    expect(await found(`${field}: Ada via Acme <help+${tag}@example.com>`)).toBe(thread);
    expect(await found(`${field}: a@b.test, HELP+${tag.toUpperCase()}@EXAMPLE.com`)).toBe(thread);
  });

  it('is not found by another mailbox, host or tag, nor elsewhere in the mail', async () => {
    for (const address of [
      `hilfe+${tag}@example.com`,
      `help+${tag}@example.org`,
      `help+${tag}x@example.com`,
      'help@example.com',
    ])
      expect(await found(`To: ${address}`)).toBeUndefined();
    expect(await found(`Subject: help+${tag}@example.com`)).toBeUndefined();
    expect(await found(`To: x@help+${tag}@example.com.evil.test`)).toBeUndefined();
  });
});
