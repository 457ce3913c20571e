import { createHash } from 'node:crypto';
import type { Attachment, Email } from 'postal-mime';
import type { FetchedMail } from './fetch.ts';
import type { DeliveryReport, MailFile, ParsedMail } from './received.ts';

/** Parts inside parts. People's mails have four levels; a forwarded one of a forwarded one, eight. */
const mostNesting = 20;
/** Bytes of all headers together. */
const mostHeaders = 512 * 1024;
/** Lines that may begin a part, and lines at all: what follows is not read. 10 MB of a file have 140,000. */
const mostBoundaries = 2_000;
const mostLines = 160_000;
/** Of a text, what is looked at, in characters: far above what a message may have, as quotations stand in it too. */
const mostText = 200_000;

/**
 * Reads a mail as it came over the wire. Takes up to ten seconds for mails that are built for it: see `readMail`.
 *
 * @throws Error for one that is nested beyond reason; no mail program makes such
 */
export const parseMail = async ({ source, leftOut }: FetchedMail): Promise<ParsedMail> => {
  // Read with the first mail, as imapflow is: most servers never get one.
  const { default: PostalMime } = await import('postal-mime');
  const mail = await PostalMime.parse(bounded(source), {
    forceRfc822Attachments: true,
    maxNestingDepth: mostNesting,
    maxHeadersSize: mostHeaders,
  });
  const messageId = mail.messageId?.trim().replace(/^<|>$/g, '') ?? '';
  const report = reportIn(mail);
  return {
    hash: createHash('sha256')
      .update(messageId === '' ? source : messageId)
      .digest(),
    messageId,
    from: await sendersOf(mail),
    headers: mail.headers.map(({ key, value }) => ({ key, value })),
    text: await textOf(mail),
    files: report === undefined ? mail.attachments.filter(isForPeople).map(toFile) : [],
    leftOut,
    ...(report === undefined ? {} : { report }),
  };
};

/** Without what follows the last part that is read: a mail of a million parts, or of empty lines, is no mail of a person's. */
const bounded = (source: Uint8Array): Uint8Array => {
  const bytes = Buffer.from(source.buffer, source.byteOffset, source.byteLength);
  let boundaries = 0;
  let at = -1;
  for (let lines = 0; lines < mostLines; lines += 1) {
    at = bytes.indexOf(0x0a, at + 1);
    if (at < 0) return source;
    if (bytes[at + 1] === 0x2d && bytes[at + 2] === 0x2d) boundaries += 1;
    if (boundaries > mostBoundaries) break;
  }
  return bytes.subarray(0, at);
};

/** Of all fields and all addresses in them: where two claim it, nobody can say whom a server has checked. */
const sendersOf = async ({ headers }: Email): Promise<string[]> => {
  const { addressParser } = await import('postal-mime');
  return headers
    .filter(({ key }) => key === 'from')
    .flatMap(({ value }) => addressParser(value, { flatten: true }))
    .map(({ address }) => (address ?? '').trim().toLowerCase());
};

const textOf = async ({ text = '', html }: Email): Promise<string> => {
  const words = /\S/.test(text) || html === undefined ? text : (await import('./html.ts')).textOfHtml(html);
  return words.slice(0, mostText).replaceAll('\0', '').toWellFormed().replaceAll(/\r\n?/g, '\n');
};

/** Signatures for machines are no files that anybody opens. */
const isForPeople = ({ mimeType }: Attachment): boolean =>
  !/^application\/(?:pgp-(?:signature|keys|encrypted)|(?:x-)?pkcs7-signature|ms-tnef)$/.test(mimeType);

const toFile = ({ filename, mimeType, disposition, related, content }: Attachment): MailFile => ({
  name: (filename ?? '').trim() || 'file',
  type: mimeType,
  bytes: bytesOf(content),
  isInline: related === true || disposition === 'inline',
});

const bytesOf = (content: Attachment['content']): Uint8Array =>
  typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content);

/** RFC 3464: `Action: failed` with a status of class 5 is the last word. */
const reportIn = ({ headers, attachments }: Email): DeliveryReport | undefined => {
  const type = headers.find(({ key }) => key === 'content-type')?.value ?? '';
  if (!/^\s*multipart\/report\b/i.test(type)) return undefined;
  const textOfPart = (...types: string[]): string => {
    const part = attachments.find(({ mimeType }) => types.includes(mimeType));
    return part === undefined
      ? ''
      : Buffer.from(bytesOf(part.content))
          .toString('latin1')
          .slice(0, 64 * 1024);
  };
  const status = textOfPart('message/delivery-status', 'message/global-delivery-status');
  const letter = textOfPart('message/rfc822', 'text/rfc822-headers', 'message/global', 'message/global-headers');
  const [header = ''] = letter.split(/\r?\n\r?\n/, 1);
  return {
    isPermanent: /^action:\s*failed\b/im.test(status) && /^status:\s*5\./im.test(status),
    letter: header.replaceAll(/\r?\n[ \t]+/g, ' ').toLowerCase(),
  };
};
