import { DamagedFile, type Bytes } from '../bytes.ts';
import { pictureSize, type PictureSize, type TellSize } from './picture.ts';

/** Chunks that make the picture (RFC 9649, section 2.7); `EXIF`, `XMP ` and unknown ones go. */
const kept = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
/** Bits of VP8X that promise EXIF and XMP. */
const promised = 0x08 | 0x04;

/**
 * A WebP without what it tells beyond the picture, and without what follows its end. The file's size stands at its beginning,
 * so what goes is not left out but written over with nothing, under a name that readers pass over.
 *
 * @throws DamagedFile
 */
export async function* cleanWebp(bytes: Bytes, tellSize: TellSize): AsyncGenerator<Buffer> {
  const head = await bytes.take(12);
  yield head;
  let size: PictureSize | null = null;
  for (let left = head.readUInt32LE(4) - 4; left > 0;) {
    const chunk = await bytes.take(8);
    const name = chunk.toString('latin1', 0, 4);
    const length = chunk.readUInt32LE(4);
    const padded = length + (length % 2);
    left -= 8 + padded;
    if (!kept.has(name)) {
      yield Buffer.concat([Buffer.from('JUNK'), chunk.subarray(4)]);
      for await (const piece of bytes.copy(padded)) yield Buffer.alloc(piece.length);
      continue;
    }
    if (size === null) tellSize((size = sizeIn(name, await bytes.peek(10))));
    yield chunk;
    if (name === 'VP8X') {
      const features = Buffer.from(await bytes.take(padded));
      features[0] = features[0]! & ~promised;
      yield features;
    } else yield* bytes.copy(padded);
  }
}

/** The size that the first chunk says. @param data its first ten bytes */
const sizeIn = (name: string, data: Buffer): PictureSize => {
  if (data.length < 10) throw new DamagedFile('its header is not whole');
  if (name === 'VP8X') return pictureSize(data.readUIntLE(4, 3) + 1, data.readUIntLE(7, 3) + 1);
  if (name === 'VP8 ') return pictureSize(data.readUInt16LE(6) & 0x3fff, data.readUInt16LE(8) & 0x3fff);
  if (name !== 'VP8L') throw new DamagedFile('it does not begin as a WebP does');
  const bits = data.readUInt32LE(1);
  return pictureSize((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1);
};
