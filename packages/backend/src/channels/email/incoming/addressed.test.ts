import { describe, expect, it } from 'vitest';
import { readMail } from '../../../platform/mail/inbox/index.ts';
import { replyTag } from '../reply-address.ts';
import { threadOf } from './addressed.ts';

const secret = 'a secret of at least thirty-two characters';
const thread = '0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f';
const tag = replyTag(secret, thread);
const found = async (...header: string[]) =>
  threadOf(
    await readMail({ source: Buffer.from(`${header.join('\r\n')}\r\n\r\nwords`), leftOut: [] }),
    'help@example.com',
    secret,
  );

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
