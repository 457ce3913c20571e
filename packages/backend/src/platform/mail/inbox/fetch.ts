import type { ImapFlow, MessageStructureObject } from 'imapflow';

/** Above this a mail is not fetched whole, in bytes: a file of 7 MB, which mail makes a third larger, still comes along. */
export const mostWhole = 10 * 1024 * 1024;
/** Of a larger one: its header, and the text, at most so many bytes each. */
const mostHeader = 256 * 1024;
const mostText = 512 * 1024;

/** A mail as it came, or what was fetched of it. */
export interface FetchedMail {
  source: Uint8Array;
  /** Names of files that were left on the server. */
  leftOut: string[];
}

/** Fetches a mail without marking it as read. @returns undefined where it has gone meanwhile */
export const fetchMail = async (client: ImapFlow, uid: number): Promise<FetchedMail | undefined> => {
  const found = await client.fetchOne(String(uid), { uid: true, size: true }, { uid: true });
  if (found === false || found.size === undefined) return undefined;
  if (found.size > mostWhole) return fetchWords(client, uid);
  const whole = await client.fetchOne(String(uid), { uid: true, source: true }, { uid: true });
  return whole === false || whole.source === undefined ? undefined : { source: whole.source, leftOut: [] };
};

/** Header and text of a large mail as a mail of their own, so that its files never enter memory. */
const fetchWords = async (client: ImapFlow, uid: number): Promise<FetchedMail | undefined> => {
  const found = await client.fetchOne(
    String(uid),
    { uid: true, bodyStructure: true, source: { start: 0, maxLength: mostHeader } },
    { uid: true },
  );
  if (found === false || found.source === undefined || found.bodyStructure === undefined) return undefined;
  const parts = leavesOf(found.bodyStructure);
  const text = parts.find((part) => isText(part, 'text/plain')) ?? parts.find((part) => isText(part, 'text/html'));
  const leftOut = parts.filter((part) => part !== text && isFile(part)).map(nameOf);
  const header = headerWithoutContent(found.source);
  if (text === undefined) return { source: Buffer.from(`${header}\r\n\r\n`, 'latin1'), leftOut };
  const key = text.part ?? '1';
  const fetched = await client.fetchOne(
    String(uid),
    { uid: true, bodyParts: [{ key, start: 0, maxLength: mostText }] },
    { uid: true },
  );
  if (fetched === false) return undefined;
  const charset = (text.parameters?.charset ?? 'utf-8').replace(/[^\w.:-]/g, '');
  const encoding = (text.encoding ?? '7bit').replace(/[^\w-]/g, '');
  const flowed = text.parameters?.format?.toLowerCase() === 'flowed' ? '; format=flowed' : '';
  const content = `Content-Type: ${text.type}; charset=${charset}${flowed}\r\nContent-Transfer-Encoding: ${encoding}`;
  const body = fetched.bodyParts?.get(key.toLowerCase()) ?? Buffer.alloc(0);
  return { source: Buffer.concat([Buffer.from(`${header}\r\n${content}\r\n\r\n`, 'latin1'), body]), leftOut };
};

/** Parts that hold something themselves; those of mails inside the mail stay theirs. */
const leavesOf = (node: MessageStructureObject): MessageStructureObject[] =>
  node.childNodes === undefined || node.type === 'message/rfc822' ? [node] : node.childNodes.flatMap(leavesOf);

const isText = ({ type, disposition }: MessageStructureObject, wanted: string): boolean =>
  type === wanted && disposition !== 'attachment';

const isFile = ({ type, disposition }: MessageStructureObject): boolean =>
  disposition === 'attachment' || !/^(?:text|multipart)\//.test(type ?? '');

const nameOf = ({ parameters, dispositionParameters }: MessageStructureObject): string =>
  dispositionParameters?.filename ?? parameters?.name ?? 'file';

/** The lines of the header, less those that say how the body is built. */
const headerWithoutContent = (source: Uint8Array): string => {
  const text = Buffer.from(source.buffer, source.byteOffset, source.byteLength).toString('latin1');
  const end = text.search(/\r?\n\r?\n/);
  const fields = (end < 0 ? text : text.slice(0, end)).split(/\r?\n(?![ \t])/);
  return fields.filter((field) => !/^content-[\w-]+\s*:/i.test(field)).join('\r\n');
};
