import { DamagedFile, type Bytes } from '../bytes.ts';
import { pictureSize, type TellSize } from './picture.ts';

/** How much of the picture's data is searched for the next marker at once. */
const window = 64 * 1024;

/**
 * A JPEG without what it tells beyond the picture: EXIF with places and cameras, XMP, IPTC, comments, previews, and what
 * follows its end. Colours (ICC, Adobe) stay, and so does which way is up: of EXIF only its orientation.
 *
 * Structure: ITU-T T.81, annex B. @throws DamagedFile
 */
export async function* cleanJpeg(bytes: Bytes, tellSize: TellSize): AsyncGenerator<Buffer> {
  yield await bytes.take(2);
  let isTurned = false;
  for (;;) {
    const marker = await nextMarker(bytes);
    if (marker === 0xd9) return yield Buffer.from([0xff, 0xd9]);
    if (isAlone(marker)) {
      yield Buffer.from([0xff, marker]);
      continue;
    }
    const length = (await bytes.peek(2)).length === 2 ? (await bytes.peek(2)).readUInt16BE(0) : 0;
    if (length < 2) throw new DamagedFile('a part of it has no length');
    const part = await bytes.take(length);
    if (isFrame(marker)) {
      if (part.length < 7) throw new DamagedFile('its header is not whole');
      const [height, width] = [part.readUInt16BE(3), part.readUInt16BE(5)];
      tellSize(isTurned ? pictureSize(height, width) : pictureSize(width, height));
    }
    const orientation = marker === 0xe1 ? orientationIn(part) : 1;
    if (orientation > 1) {
      isTurned ||= orientation >= 5;
      yield orientationAlone(orientation);
    }
    if (!isPicture(marker, part)) continue;
    yield Buffer.from([0xff, marker]);
    yield part;
    if (marker === 0xda) yield* scan(bytes);
  }
}

/** Any number of 0xFF may stand before a marker. */
const nextMarker = async (bytes: Bytes): Promise<number> => {
  if ((await bytes.take(1))[0] !== 0xff) throw new DamagedFile('a part of it does not begin where it should');
  for (;;) {
    const [value = 0] = await bytes.take(1);
    if (value !== 0xff) return value;
  }
};

/** TEM and RST0 to RST7 have no content. */
const isAlone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);

/** SOF0 to SOF15; three of these numbers mean something else. */
const isFrame = (marker: number): boolean => (marker & 0xf0) === 0xc0 && ![0xc4, 0xc8, 0xcc].includes(marker);

/** Of application segments and comments only what changes how the picture looks. */
const isPicture = (marker: number, part: Buffer): boolean => {
  const begins = (words: string): boolean => part.toString('latin1', 2, 2 + words.length) === words;
  if (marker === 0xe0) return begins('JFIF\0');
  if (marker === 0xe2) return begins('ICC_PROFILE\0');
  if (marker === 0xee) return begins('Adobe');
  return marker < 0xe0 || marker > 0xfe || (marker > 0xef && marker < 0xfe);
};

/** The compressed picture, up to the next marker that ends it; in it 0xFF is followed by 0 or by RST. */
async function* scan(bytes: Bytes): AsyncGenerator<Buffer> {
  for (;;) {
    const data = await bytes.peek(window);
    if (data.length < 2) throw new DamagedFile('it ends too early');
    let at = data.indexOf(0xff);
    while (at !== -1 && at + 1 < data.length && isData(data[at + 1]!)) at = data.indexOf(0xff, at + 2);
    const isEnd = at !== -1 && at + 1 < data.length;
    yield await bytes.take(at === -1 ? data.length : at);
    if (isEnd) return;
  }
}

const isData = (next: number): boolean => next === 0 || (next >= 0xd0 && next <= 0xd7);

/** Which way is up (EXIF tag 0x0112), 1 where nothing says so. `part` begins with its length. */
export const orientationIn = (part: Buffer): number => {
  if (part.toString('latin1', 2, 8) !== 'Exif\0\0') return 1;
  const tiff = part.subarray(8);
  const order = tiff.toString('latin1', 0, 2);
  if (order !== 'II' && order !== 'MM') return 1;
  const short = (at: number): number =>
    at + 2 > tiff.length ? 0 : order === 'II' ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at);
  if (tiff.length < 8) return 1;
  const directory = order === 'II' ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  for (let index = 0; index < Math.min(short(directory), 200); index += 1) {
    const entry = directory + 2 + index * 12;
    if (short(entry) !== 0x0112) continue;
    const value = short(entry + 8);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
};

/** An EXIF segment that says which way is up, and nothing else. */
export const orientationAlone = (orientation: number): Buffer =>
  Buffer.concat([
    Buffer.from([0xff, 0xe1, 0, 34]),
    Buffer.from('Exif\0\0MM\0*', 'latin1'),
    // One directory at 8, with one entry: tag 0x0112, a short, one of it; no directory follows.
    Buffer.from([0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]),
  ]);
