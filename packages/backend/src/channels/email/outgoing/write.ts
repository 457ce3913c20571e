import type { AttachedFile } from '@harmony-live/protocol';
import { memberNames, siteOf } from '../../../identity/index.ts';
import type { Tx } from '../../../platform/database/index.ts';
import type { Letter } from '../../../platform/mail/index.ts';
import type { Platform } from '../../../platform/platform.ts';
import { findRequest } from '../../../requests/index.ts';
import { replyTag, taggedAddress } from '../reply-address.ts';
import type { ThreadRow } from '../store.ts';
import { wordsIn, type Words } from '../words/index.ts';
import { entriesBetween, readingOf, type Entry } from './store.ts';

/** What a letter says; who it goes to and which one it is stands elsewhere. */
type Written = Omit<Letter, 'to' | 'id' | 'after' | 'link'>;

/** Programs show about so much of a subject. */
const subjectLength = 60;

/** Asks whether an address is theirs. It carries no word that anybody typed: it may have been typed to annoy somebody. */
export const writeVerification = async (
  tx: Tx,
  { siteId, language: tag }: ThreadRow,
  link: string,
): Promise<Written> => {
  const { language, words } = wordsIn(tag);
  const { name: site } = await siteOf(tx, siteId);
  const { verify, verifyAfter, verifySubject } = words.letter;
  return {
    ...{ language, fromName: oneLine(site), subject: oneLine(verifySubject(site)) },
    text: [verify(site), link, verifyAfter].join('\n\n'),
  };
};

/** What members wrote, from the first to the last entry. @returns undefined where nothing of it is left */
export const writeAnswer = async (
  { config }: Pick<Platform, 'config'>,
  tx: Tx,
  thread: ThreadRow,
  link: string,
  { first, last }: { first: number; last: number },
): Promise<Written | undefined> => {
  const reading = await readingOf(tx, thread.requestId);
  const entries = reading === undefined ? [] : await entriesBetween(tx, reading.conversationId, first, last);
  if (entries.length === 0) return undefined;
  const { language, words } = wordsIn(thread.language);
  const { name: site } = await siteOf(tx, thread.siteId);
  const names = await memberNames(
    tx,
    entries.map(({ memberId }) => memberId),
  );
  const nameOf = ({ memberId }: Entry): string => names.get(memberId) ?? site;
  const { canReply, cannotReply, from, link: linkWords, small, subject } = words.letter;
  const asked = oneLine((await findRequest(tx, thread.requestId))?.text ?? '');
  const isRead = config.imapUrl !== undefined && config.mailAddress !== undefined;
  return {
    language,
    fromName: oneLine(from(nameOf(entries.at(-1)!), site)),
    subject: asked === '' ? oneLine(subject(site)) : `Re: ${shortened(asked)}`,
    text: [
      ...spoken(entries, nameOf, words),
      [linkWords, link].join('\n'),
      [isRead ? canReply : cannotReply, small].join('\n'),
    ].join('\n\n'),
    ...(isRead ? { replyTo: taggedAddress(config.mailAddress!, replyTag(config.secret, thread.id)) } : {}),
  };
};

/** The entries, each writer named where they begin. */
const spoken = (entries: readonly Entry[], nameOf: (entry: Entry) => string, { letter }: Words): string[] =>
  entries.flatMap((entry, index) => {
    const name = oneLine(nameOf(entry));
    if (entry.kind === 'proposed') return [letter.proposed(name)];
    const before = entries[index - 1];
    const isNext = before !== undefined && before.memberId === entry.memberId && before.kind !== 'proposed';
    const said = entry.kind === 'file' ? letter.file(oneLine(fileOf(entry).name)) : entry.body.trim();
    return isNext ? [said] : [letter.wrote(name), said];
  });

const fileOf = ({ body }: Entry): AttachedFile => JSON.parse(body) as AttachedFile;

/** Without line ends and other control characters: a header is one line. */
const oneLine = (text: string): string => text.replaceAll(/[\s\p{C}]+/gu, ' ').trim();

const shortened = (text: string): string => {
  const letters = Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
  return letters.length <= subjectLength ? text : `${letters.slice(0, subjectLength).join('').trimEnd()}…`;
};
