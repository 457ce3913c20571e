import { buffer } from 'node:stream/consumers';
import { Problem, type FileType } from '@harmony-live/protocol';
import { describe, expect, test } from 'vitest';
import { Bytes } from './bytes.ts';
import { contentsOf } from './contents.ts';
import { orientationAlone, orientationIn } from './pictures/jpeg.ts';
import { gif, inPieces, jpeg, png, webp } from './samples.fixture.ts';

const read = async (bytes: Buffer | string, name: string, pieces?: number) => {
  const contents = await contentsOf(new Bytes(inPieces(Buffer.from(bytes as Buffer), pieces)), name);
  const kept = await buffer(contents.bytes);
  return { type: contents.type, picture: contents.picture, kept };
};
const refusal = async (bytes: Buffer | string, name: string): Promise<string> => {
  const error = await read(bytes, name).catch((thrown: unknown) => thrown);
  if (error instanceof Problem) return error.code;
  throw new Error(`not refused: ${String(error)}`);
};

describe('the type of a file', () => {
  test.each<[string, Buffer | string, FileType]>([
    ['picture.png', png(), 'image/png'],
    ['holiday.jpg', jpeg(), 'image/jpeg'],
    ['moving.gif', gif(), 'image/gif'],
    ['drawn.webp', webp(), 'image/webp'],
    ['invoice.pdf', '%PDF-1.7\nand so on', 'application/pdf'],
    ['server.log', '\u001b[31mred\u001b[0m\r\n\tgrün', 'text/plain'],
    ['table.CSV', '\uFEFFa;b\n1;2\n', 'text/csv'],
    ['trace.har', '{"log":{}}', 'application/json'],
    ['README', 'words', 'text/plain'],
  ])('%s is told by its bytes', async (name, bytes, type) => {
    expect((await read(bytes, name)).type).toBe(type);
  });

  test('does not follow a name that lies', async () => {
    expect((await read(png(), 'notes.txt')).type).toBe('image/png');
    expect((await read('%PDF-1.4', 'photo.png')).type).toBe('application/pdf');
  });

  test.each<[string, Buffer | string]>([
    ['photo.png', 'words that are no picture'],
    ['drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['page.html', '<!doctype html><p>words'],
    ['page.txt', '\uFEFF\n  <!DOCTYPE HTML><script>alert(1)</script>'],
    ['page.txt', '<?xml version="1.0"?><svg/>'],
    ['archive.zip', 'PK\u0003\u0004'],
    ['program.exe', 'MZ\u0000'],
    ['program.txt', 'MZ\u0000'],
    ['script.sh', '#!/bin/sh'],
    ['latin.txt', Buffer.from([0x67, 0x72, 0xfc, 0x6e])],
    ['cut.txt', Buffer.from([0x67, 0xc3])],
  ])('%s is refused for what it holds (%#)', async (name, bytes) => {
    expect(await refusal(bytes, name)).toBe('file/type-refused');
  });

  test('an empty file is refused as such', async () => {
    expect(await refusal('', 'a.txt')).toBe('body/invalid');
  });
});

describe('a picture', () => {
  const secret = 'quokka at 52.5 N';
  const pictures = [
    { name: 'a.png', plain: png(), telling: png(40, 30, secret), size: { width: 40, height: 30 } },
    { name: 'a.jpg', plain: jpeg(), telling: jpeg(secret), size: { width: 24, height: 16 } },
    { name: 'a.gif', plain: gif(), telling: gif(secret), size: { width: 1, height: 1 } },
  ];

  test.each(pictures)('$name loses what it tells and nothing else, in pieces of any size', async (one) => {
    for (const pieces of [1, 7, 1_000_000]) {
      const { kept, picture } = await read(one.telling, one.name, pieces);
      expect(kept.equals(one.plain)).toBe(true);
      expect(picture).toEqual(one.size);
    }
    expect(one.telling.includes(secret)).toBe(true);
  });

  test('a.webp keeps its length and its picture, without what it tells', async () => {
    const { kept, picture } = await read(webp(secret), 'a.webp', 5);

    expect(kept.includes('quokka')).toBe(false);
    expect(picture).toEqual({ width: 24, height: 16 });
    expect(kept.readUInt32LE(4)).toBe(kept.length - 8);
    expect(kept[20]! & 0x0c).toBe(0);
    const [from, to] = [30, webp().length];
    expect(kept.subarray(from, to).equals(webp().subarray(from, to))).toBe(true);
  });

  test('that a camera held sideways stays upright, and has its size so', async () => {
    const { kept, picture } = await read(jpeg(secret, 6), 'a.jpg');

    expect(picture).toEqual({ width: 16, height: 24 });
    expect(kept.includes('quokka')).toBe(false);
    expect(orientationIn(kept.subarray(4))).toBe(6);
    expect(orientationIn(orientationAlone(8).subarray(2))).toBe(8);
  });

  test.each([
    ['cut.png', png().subarray(0, 60)],
    ['cut.jpg', jpeg().subarray(0, -8)],
    ['cut.gif', gif().subarray(0, -3)],
    ['cut.webp', webp().subarray(0, -30)],
    ['huge.png', png(1, 1).fill(0x7f, 16, 24)],
    ['broken.jpg', Buffer.concat([jpeg().subarray(0, 2), Buffer.from([0xff, 0xe0, 0, 0])])],
  ])('%s that cannot be read is refused', async (name, bytes) => {
    expect(await refusal(bytes, name)).toBe('file/type-refused');
  });
});
