import { createHash } from 'node:crypto';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { messageTemplate } from '../../packages/sdk/src/detection/fingerprint.ts';
import { canaries, leaksIn, messageOf, ways } from './canaries.ts';

const text = (inside: string): Buffer => Buffer.from(`POST /v1/signals HTTP/1.1\r\n\r\n{"a":"${inside}"}`);
const name = canaries.password!;
const jsonEscaped = name
  .split('')
  .map((sign) => `\\u00${sign.charCodeAt(0).toString(16)}`)
  .join('');
const percent = (all: string): string => [...Buffer.from(all)].map((byte) => `%${byte.toString(16)}`).join('');

describe('the search for canaries', () => {
  it('finds nothing where nothing is', () => {
    expect(leaksIn(text('an ordinary text, 2041 and 2026-11-29T12:00:00.000Z'))).toEqual([]);
  });

  it.each([
    ['as it is', text(name)],
    ['in capitals', text(name.toUpperCase())],
    ['in an address', text(percent(name))],
    ['in an address in an address', text(percent(percent(name)))],
    ['escaped as JSON', text(jsonEscaped)],
    [
      'escaped as HTML',
      text(
        name
          .split('')
          .map((sign) => `&#${sign.charCodeAt(0)};`)
          .join(''),
      ),
    ],
    ['in base64', text(Buffer.from(name).toString('base64'))],
    ['in base64 after one sign', text(Buffer.from(`x${name}`).toString('base64'))],
    ['in base64url of JSON after two signs', text(Buffer.from(`{"${name}":1}`).toString('base64url'))],
    ['in base64 in base64', text(Buffer.from(Buffer.from(name).toString('base64')).toString('base64'))],
    ['in hexadecimal', text(Buffer.from(name).toString('hex'))],
    ['in UTF-16', Buffer.from(name, 'utf16le')],
    ['in UTF-16 after one byte', Buffer.concat([Buffer.from('x'), Buffer.from(name, 'utf16le')])],
    ['in UTF-16, the other byte first', Buffer.from(name, 'utf16le').swap16()],
    ['in UTF-16 in base64', text(Buffer.from(name, 'utf16le').toString('base64'))],
    ['backwards', text(name.split('').toReversed().join(''))],
    ['compressed', Buffer.concat([text(''), Buffer.from('\r\n\r\n'), gzipSync(name)])],
    ['deflated', deflateSync(`{"a":"${name}"}`)],
    ['by brotli', brotliCompressSync(`{"a":"${name}"}`)],
    ['as a hash', text(createHash('sha256').update(name).digest('hex'))],
    ['as a hash in base64url', text(createHash('sha1').update(name).digest('base64url'))],
  ])('finds one %s', (_, bytes) => {
    expect(leaksIn(bytes)).toMatchObject([{ what: 'password' }]);
  });

  it('finds a number however it is grouped', () => {
    expect(leaksIn(text('pan=4111-1111-1111-1111'))).toMatchObject([{ what: 'card number' }]);
    expect(leaksIn(text('00351.912.345.678'))).toMatchObject([{ what: 'telephone number' }]);
  });

  it('finds every canary of every message, and none in what is made of it', () => {
    for (const way of ways) {
      const found = leaksIn(text(messageOf(way).replaceAll('"', '\\"'))).map(({ what }) => what);
      expect(found).toHaveLength(14);
      expect(leaksIn(text(messageTemplate(messageOf(way))))).toEqual([]);
      expect(messageTemplate(messageOf(way))).toContain(`quoll${way} refused`);
    }
  });
});
