import { Problem } from '@harmony-live/protocol';
import { attachFromOutside } from '../../../conversation/index.ts';
import type { MailFile, ReceivedMail } from '../../../platform/mail/inbox/index.ts';
import type { Platform } from '../../../platform/platform.ts';
import { idOf } from './ids.ts';

/** Files of one mail that are taken; more than these are named. */
const mostFiles = 10;
/** A picture inside the text that is smaller than this is the logo of a signature, in bytes. */
const smallestPicture = 10 * 1024;

/** A file that was not taken, and why, in words for whoever reads the conversation. */
export interface LeftOut {
  name: string;
  because: string;
}

/** The files that a person sent, without what their program adds. */
export const filesOf = ({ files }: ReceivedMail): MailFile[] =>
  files.filter(
    ({ isInline, type, bytes }) => !(isInline && type.startsWith('image/') && bytes.length < smallestPicture),
  );

/**
 * Puts the files of a mail into the conversation. Doing it again adds nothing.
 *
 * @returns those that were not taken
 * @throws whatever may go better the next time
 */
export const attachAll = async (
  platform: Platform,
  mail: ReceivedMail,
  { organisationId, conversationId, visitorId }: { organisationId: string; conversationId: string; visitorId: string },
): Promise<LeftOut[]> => {
  const leftOut: LeftOut[] = [];
  for (const [index, { name, bytes }] of filesOf(mail).entries()) {
    if (index >= mostFiles) {
      leftOut.push({ name, because: `only ${mostFiles} files of a mail are taken` });
      continue;
    }
    const incoming = { conversationId, clientId: idOf(mail.hash, index + 1), name, bytes: once(bytes) };
    try {
      await attachFromOutside(platform, { organisationId, person: { kind: 'visitor', id: visitorId } }, incoming);
    } catch (error) {
      leftOut.push({ name, because: whyRefused(error) });
    }
  }
  return leftOut;
};

/** Named at the end of what was written, so that nobody waits for them. */
export const noteOn = (leftOut: readonly LeftOut[]): string =>
  leftOut.length === 0
    ? ''
    : `[Not taken: ${leftOut.map(({ name, because }) => `${oneLine(name)} (${because})`).join(', ')}]`;

const oneLine = (name: string): string =>
  name
    .replaceAll(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, 60);

const whyRefused = (error: unknown): string => {
  if (!(error instanceof Problem) || error.status >= 500) throw error;
  if (error.code === 'body/too-large') return 'too large';
  return error.code === 'file/type-refused' ? 'a kind of file that is not kept here' : 'it could not be read';
};

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
