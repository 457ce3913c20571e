import { problem, type FileType, type Problem } from '@harmony-live/protocol';
import { DamagedFile, type Bytes } from './bytes.ts';
import { textTypeOf } from './names.ts';
import { cleanGif } from './pictures/gif.ts';
import { cleanJpeg } from './pictures/jpeg.ts';
import type { PictureSize } from './pictures/picture.ts';
import { cleanPng } from './pictures/png.ts';
import { cleanWebp } from './pictures/webp.ts';

/** What was found out about a file while it was read. */
export interface Contents {
  type: FileType;
  /** Of pictures. */
  picture?: PictureSize;
  /** The file as it is kept. Pictures are without the places, cameras, comments and programs that they name. */
  bytes: AsyncGenerator<Buffer>;
}

/** As many bytes as tell a type. */
const beginning = 512;

const isPng = (head: Buffer): boolean => head.toString('latin1', 0, 8) === '\x89PNG\r\n\x1a\n';
const isJpeg = (head: Buffer): boolean => head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff;
const isGif = (head: Buffer): boolean => /^GIF8[79]a/.test(head.toString('latin1', 0, 6));
const isWebp = (head: Buffer): boolean => /^RIFF[^]{4}WEBP/.test(head.toString('latin1', 0, 12));
const isPdf = (head: Buffer): boolean => head.toString('latin1', 0, 5) === '%PDF-';

/**
 * What a file is, by its bytes: what its name or its sender says decides only which kind of text a text is. Reading `bytes`
 * to the end checks the rest; `picture` is there by then.
 *
 * @throws Problem `file/type-refused`, `body/invalid` for an empty file; the same while `bytes` is read
 */
export const contentsOf = async (source: Bytes, name: string): Promise<Contents> => {
  const head = await source.peek(beginning);
  if (head.length === 0) {
    throw problem('body/invalid', '/file is empty.', { field: '/file', reason: 'is empty' });
  }
  const picture = [
    { is: isPng, type: 'image/png', clean: cleanPng },
    { is: isJpeg, type: 'image/jpeg', clean: cleanJpeg },
    { is: isGif, type: 'image/gif', clean: cleanGif },
    { is: isWebp, type: 'image/webp', clean: cleanWebp },
  ].find(({ is }) => is(head));
  if (picture !== undefined) {
    const contents: Contents = {
      type: picture.type as FileType,
      bytes: worded(picture.clean(source, (size) => (contents.picture = size))),
    };
    return contents;
  }
  if (isPdf(head)) return { type: 'application/pdf', bytes: source.rest() };
  const type = textTypeOf(name);
  if (type === null || isMarkup(head)) throw refused();
  return { type, bytes: textOnly(source) };
};

/** Pages and drawings may carry scripts: whoever opens a download would run them. */
const isMarkup = (head: Buffer): boolean =>
  /^\uFEFF?\s*<(?:!doctype|!--|\?xml|html|head|body|svg|script|iframe)\b/i.test(head.toString('utf8'));

/** UTF-8 without signs that no text has: NUL and other controls, but for line ends, tabs and the colours of terminals. */
async function* textOnly(source: Bytes): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const check = (piece?: Buffer): void => {
    let text: string;
    try {
      text = piece === undefined ? decoder.decode() : decoder.decode(piece, { stream: true });
    } catch {
      throw refused('Texts must be in UTF-8.');
    }
    // oxlint-disable-next-line no-control-regex
    if (/[\0-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]/.test(text)) throw refused();
  };
  for await (const piece of source.rest()) {
    check(piece);
    yield piece;
  }
  check();
}

async function* worded(bytes: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* bytes;
  } catch (error) {
    if (!(error instanceof DamagedFile)) throw error;
    throw refused(`This picture cannot be read: ${error.message}.`);
  }
}

const refused = (why = 'This is none of them.'): Problem =>
  problem(
    'file/type-refused',
    `${why} Pictures (PNG, JPEG, GIF, WebP), PDF and text files (TXT, LOG, MD, CSV, JSON, HAR) can be sent.`,
    { field: '/file', reason: 'is of a type that is not accepted' },
  );
