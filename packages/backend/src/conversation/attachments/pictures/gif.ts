import { DamagedFile, type Bytes } from '../bytes.ts';
import { pictureSize, type TellSize } from './picture.ts';

/** Application blocks that say how often to repeat; others hold XMP and the like. */
const kept = new Set(['NETSCAPE2.0', 'ANIMEXTS1.0']);

/** A GIF without comments and foreign blocks, and without what follows its end (GIF89a). @throws DamagedFile */
export async function* cleanGif(bytes: Bytes, tellSize: TellSize): AsyncGenerator<Buffer> {
  const head = await bytes.take(13);
  tellSize(pictureSize(head.readUInt16LE(6), head.readUInt16LE(8)));
  yield head;
  yield* bytes.copy(colours(head[10]!));
  for (;;) {
    const [kind] = await bytes.peek(1);
    if (kind === 0x3b) return yield await bytes.take(1);
    if (kind === 0x2c) {
      const image = await bytes.take(10);
      yield image;
      yield* bytes.copy(colours(image[9]!) + 1);
      yield* blocks(bytes);
    } else if (kind === 0x21) yield* extension(bytes);
    else throw new DamagedFile('a part of it does not begin where it should');
  }
}

async function* extension(bytes: Bytes): AsyncGenerator<Buffer> {
  const [, label] = await bytes.peek(2);
  const name = (await bytes.peek(14)).toString('latin1', 3, 14);
  const isKept = label !== 0xfe && (label !== 0xff || kept.has(name));
  const head = await bytes.take(2);
  if (isKept) yield head;
  for await (const piece of blocks(bytes)) if (isKept) yield piece;
}

/** Blocks with their lengths, up to the one of length nought. */
async function* blocks(bytes: Bytes): AsyncGenerator<Buffer> {
  for (;;) {
    const [length = 0] = await bytes.peek(1);
    yield await bytes.take(length + 1);
    if (length === 0) return;
  }
}

/** How many bytes of colours follow, by a header's flags. */
const colours = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1));
