import { createHash } from 'node:crypto';
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';

/** Words that stand nowhere but in one place of the test app, by that place. None of them may leave the page. */
export const places = {
  ...words(
    'title heading text alt placeholder label aria tooltip button option checkbox radio datalist hidden',
    'textfield email password telephone search address textarea editable file autofill card onetimecode',
    'query hash route routequery routehash referrer clipboard selection storage session storagekey cookie',
    'requestquery requestbody requestheader responsebody xhrquery imagequery context report dataset comment',
  ),
} as const;

/**
 * What people and machines put into error messages, one of each way in which a page fails. All of it has a shape, or stands
 * in quotes: so none may leave. The words around it are the message's template, which leaves in state `on`: `design` says so
 * (error messages as scrubbed templates), and a name that stands in a sentence without quotes is one of them.
 */
export const inErrors = (way: string): Record<string, string> => ({
  [`${way}: in double quotes`]: `quokkadouble${way}`,
  [`${way}: in single quotes`]: `quokkasingle${way}`,
  [`${way}: in back quotes`]: `quokkaback${way}`,
  [`${way}: e-mail`]: `quokka.${way}@example.com`,
  [`${way}: query of an address`]: `quokkacoupon${way}`,
  [`${way}: path of an address`]: `quokkapath${way}`,
  [`${way}: named secret`]: `quokkasecret${way}`,
});

/** Numbers and keys with check digits are few, so they are the same in every way of failing. */
export const numbers = {
  'card number': '4111 1111 1111 1111',
  IBAN: 'DE89 3704 0044 0532 0130 00',
  'telephone number': '+351 912 345 678',
  'customer number': '4815162342',
  UUID: '0f8fad5b-d9cb-469f-a165-70867728950e',
  'hexadecimal id': '5f4dcc3b5aa765d61d8327de',
  JWT: 'eyJhbGciOiJIUzI1NiJ9.eyJxdW9ra2EiOiJqd3QifQ.c2lnbmF0dXJlcXVva2th',
} as const;

/** How a page fails, as the test app does it. */
export const ways = ['thrown', 'rejected', 'written', 'caused', 'handled'] as const;

/** The message of one way of failing. `quollWAY` belongs to the template, and must be seen to leave where that is agreed to. */
export const messageOf = (way: string): string => {
  const [double, single, back, mail, coupon, path, secret] = Object.values(inErrors(way));
  return (
    `quoll${way} refused "${double}" and '${single}' and \`${back}\` for ${mail} at ` +
    `https://shop.example/${path}?coupon=${coupon} password=${secret}, ${Object.values(numbers).join(', ')}`
  );
};

/** All that must stay on the page. */
export const canaries: Readonly<Record<string, string>> = Object.assign(
  { ...places, ...numbers },
  ...ways.map(inErrors),
) as Record<string, string>;

/** A canary that was found, and how it was written. */
export interface Leak {
  what: string;
  how: string;
  /** What stood around it. */
  near: string;
}

/**
 * Looks for canaries in bytes: as they are, in any case, with or without what stands between their digits, in UTF-8 and
 * UTF-16, as escapes of JSON, HTML and addresses, in base64 and hexadecimal, backwards, compressed, one in the other twice
 * over; and for their usual hashes.
 */
export const leaksIn = (bytes: Buffer, wanted: Readonly<Record<string, string>> = canaries): Leak[] => {
  const leaks = new Map<string, Leak>();
  for (let from = 0; from < bytes.length; from += pieceBytes)
    for (const leak of leaksInPiece(bytes.subarray(from, from + pieceBytes + overlapBytes), wanted))
      if (!leaks.has(leak.what)) leaks.set(leak.what, leak);
  return [...leaks.values()];
};

/** So much is read at once, and so much of it again with the next: more than any canary takes, however it is written. */
const pieceBytes = 256 * 1024;
const overlapBytes = 4 * 1024;

const leaksInPiece = (bytes: Buffer, wanted: Readonly<Record<string, string>>): Leak[] => {
  const leaks = new Map<string, Leak>();
  const needles = Object.entries(wanted).map(([what, canary]) => ({ what, needle: squeezed(canary) }));
  const forwards = needles.map(({ needle }) => needle).join('|');
  const any = new RegExp(`${forwards}|${backwards(forwards)}`);
  for (const [how, text] of readings(bytes)) {
    const bare = squeezed(text);
    if (!any.test(bare)) continue;
    for (const { what, needle } of needles) {
      const isForwards = bare.includes(needle);
      if (leaks.has(what) || !(isForwards || bare.includes(backwards(needle)))) continue;
      const at = text.toLowerCase().indexOf(needle);
      const near = at < 0 ? '' : text.slice(Math.max(0, at - 60), at + needle.length + 20);
      leaks.set(what, { what, how: isForwards ? how : `${how}, backwards`, near });
    }
  }
  const raw = bytes.toString('latin1');
  const [lower, base64s] = [raw.toLowerCase(), raw.replaceAll('-', '+').replaceAll('_', '/')];
  for (const [what, canary] of Object.entries(wanted))
    for (const how of ['md5', 'sha1', 'sha256', 'sha512']) {
      const digest = createHash(how).update(canary).digest();
      const base64 = digest.toString('base64').replace(/=+$/, '');
      if (lower.includes(digest.toString('hex')) || base64s.includes(base64)) leaks.set(what, { what, how, near: '' });
    }
  return [...leaks.values()];
};

/** Letters and digits alone, in small letters: so a number is found however it is grouped. */
const squeezed = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

const backwards = (text: string): string => text.split('').toReversed().join('');

type Reading = readonly [how: string, text: string];

/** One packing in another, so deep: base64 of an escaped text, in a text that is compressed. */
const deepest = 2;

const readings = (bytes: Buffer): Reading[] => {
  const found = new Map<string, string>();
  const read = (how: string, piece: Buffer, depth: number): void => {
    const texts: Reading[] = [
      [how, piece.toString('utf8')],
      [`${how}, with escapes read`, unescaped(piece.toString('utf8'))],
      [`${how}, UTF-16`, wide(piece)],
      [`${how}, UTF-16 from the second byte`, wide(piece.subarray(1))],
    ];
    for (const [name, text] of texts) if (!found.has(text)) found.set(text, name);
    if (depth === deepest) return;
    for (const [name, inner] of [...unpacked(texts[0]![1]), ...unpacked(texts[1]![1]), ...decompressed(piece)])
      read(`${how}, ${name}`, inner, depth + 1);
  };
  read('plain', bytes, 0);
  return [...found].map(([text, how]) => [how, text]);
};

// Of an odd number of bytes, or from an odd address, Node 24 writes beyond what it has allocated.
const wide = (piece: Buffer): string =>
  Buffer.from(piece.subarray(0, piece.length - (piece.length % 2))).toString('utf16le');

/** Percent signs, JSON, HTML and CSS: each as often as it was applied, three times at most. */
const unescaped = (text: string): string => {
  let plain = text;
  for (let time = 0; time < 3; time += 1)
    plain = plain
      .replace(/(?:%[\da-f]{2})+/gi, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'))
      .replace(/\\+u\{?([\da-f]{4})\}?|\\+x([\da-f]{2})/gi, (_, four: string, two: string) =>
        codePoint(four ?? two, 16),
      )
      .replace(/&#x([\da-f]+);|&#(\d+);/gi, (_, hex: string, ten: string) => codePoint(hex ?? ten, hex ? 16 : 10))
      .replace(
        /&(quot|amp|apos|lt|gt);/g,
        (_, name: string) => ({ quot: '"', amp: '&', apos: "'", lt: '<', gt: '>' })[name]!,
      )
      .replaceAll('\\', '')
      .replaceAll('+', ' ');
  return plain;
};

const codePoint = (digits: string, base: number): string => {
  const code = Number.parseInt(digits, base);
  return code <= 0x10ffff ? String.fromCodePoint(code) : '';
};

/** What looks like base64 or hexadecimal, from each sign from which it may begin; of a kind in one piece. */
const unpacked = (text: string): [string, Buffer][] => {
  const runsOf = (pattern: RegExp): string[] => [...new Set(text.match(pattern))];
  const decode = (runs: readonly string[], encoding: BufferEncoding, skip: number): Buffer =>
    Buffer.concat(runs.flatMap((run) => [Buffer.from(run.slice(skip), encoding), Buffer.from('\n\n')]));
  const [base64, hex] = [runsOf(/[\w+/-]{8,}/g), runsOf(/[\da-f]{12,}/gi)];
  return [
    ...[0, 1, 2, 3].map((skip): [string, Buffer] => ['base64', decode(base64, 'base64', skip)]),
    ...[0, 1].map((skip): [string, Buffer] => ['hexadecimal', decode(hex, 'hex', skip)]),
  ];
};

/** Tried from the start, and after the head of a request. */
const decompressed = (bytes: Buffer): [string, Buffer][] =>
  bytes
    .toString('latin1')
    .split('\r\n\r\n')
    .flatMap((part) => {
      const piece = Buffer.from(part, 'latin1');
      const ways_ = {
        gzip: gunzipSync,
        deflate: inflateSync,
        'raw deflate': inflateRawSync,
        brotli: brotliDecompressSync,
      };
      return Object.entries(ways_).flatMap(([name, inflate]): [string, Buffer][] => {
        try {
          return [[name, inflate(piece)]];
        } catch {
          return [];
        }
      });
    });

function words<T extends string>(...lists: T[]): Record<string, string> {
  return Object.fromEntries(lists.flatMap((list) => list.split(' ')).map((place) => [place, `quokka${place}`]));
}
