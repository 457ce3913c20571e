import { DamagedFile, type Bytes } from '../bytes.ts';
import { pictureSize, type TellSize } from './picture.ts';

/**
 * Chunks that make the picture what it looks like (PNG, third edition, section 11). All others go: `eXIf` holds places and
 * cameras, `tEXt` and its like names, `tIME` times, and what is unknown may hold anything.
 */
const kept = new Set(
  'IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP mDCV cLLI sBIT bKGD hIST pHYs acTL fcTL fdAT'.split(' '),
);

/** A PNG without what it tells beyond the picture, and without what follows its end. @throws DamagedFile */
export async function* cleanPng(bytes: Bytes, tellSize: TellSize): AsyncGenerator<Buffer> {
  yield await bytes.take(8);
  for (let type = ''; type !== 'IEND';) {
    const head = await bytes.take(8);
    const length = head.readUInt32BE(0);
    const isFirst = type === '';
    type = head.toString('latin1', 4, 8);
    if (isFirst !== (type === 'IHDR')) throw new DamagedFile('it does not begin as a PNG does');
    if (type === 'IHDR') {
      const header = await bytes.peek(8);
      if (length !== 13 || header.length < 8) throw new DamagedFile('its header is not whole');
      tellSize(pictureSize(header.readUInt32BE(0), header.readUInt32BE(4)));
    }
    if (!kept.has(type)) {
      await bytes.skip(length + 4);
      continue;
    }
    yield head;
    yield* bytes.copy(length + 4);
  }
}
