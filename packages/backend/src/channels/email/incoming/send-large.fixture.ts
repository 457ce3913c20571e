// Sends a mail with a file of 30 MB, from a process of its own: what it holds is not the server's.
// Usage: send-large.fixture.ts SMTP_URL FROM TO
import { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';

const [smtpUrl = '', from = '', to = ''] = process.argv.slice(2);
const megabytes = Array.from({ length: 30 }, (_, index) => Buffer.alloc(1024 * 1024, index + 1));

await createTransport(smtpUrl).sendMail({
  ...{ from, to, subject: 'Re: Help', text: 'The recording is attached' },
  attachments: [{ filename: 'screen recording.mp4', content: Readable.from(megabytes) }],
});
