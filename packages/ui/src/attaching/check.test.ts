import { maxFileBytes as most } from '@harmony-live/protocol';
import { describe, expect, test } from 'vitest';
import { fileBox } from '../log/file-box.ts';
import { fileSize } from '../file-size.ts';
import { accepted, maxFileBytes, refusalOf } from './check.ts';

describe('before a byte is sent', () => {
  test('the limit is the server’s', () => {
    expect(maxFileBytes).toBe(most);
  });

  test.each(['photo.JPG', 'server.log', 'README', 'trace.har', 'a.b.pdf'])('%s may go', (name) => {
    expect(refusalOf({ name, size: maxFileBytes })).toBeNull();
  });

  test.each([
    ['logo.svg', 10, /^This type cannot be sent/],
    ['page.html', 10, /^This type cannot be sent/],
    ['photo.heic', 10, /^This type cannot be sent/],
    ['empty.txt', 0, /^It is empty$/],
    ['dump.log', 31 * 1024 * 1024, /^Too large: 31 MB of 20 MB allowed$/],
    ['dump.log', maxFileBytes + 1, /^Too large: 21 MB of 20 MB allowed$/],
  ])('%s of %i bytes may not, and is told why', (name, size, words) => {
    expect(refusalOf({ name, size })).toMatch(words);
  });

  test('the browser’s dialog offers what may go', () => {
    for (const ending of accepted.split(',')) expect(refusalOf({ name: `a${ending}`, size: 1 })).toBeNull();
  });
});

test('sizes are rounded up, in the language of the screen', () => {
  expect([1, 1024, 48_300, 3.31 * 1024 ** 2].map((bytes) => fileSize(bytes, { locale: 'en' }))).toEqual([
    '1 byte',
    '1 kB',
    '48 kB',
    '3.4 MB',
  ]);
  expect(fileSize(3.31 * 1024 ** 2, { locale: 'de' })).toBe('3,4 MB');
});

describe('a picture’s place in the log', () => {
  const size = 1_000;

  test('has its shape, and is never larger than the log allows', () => {
    expect(fileBox({ width: 1920, height: 1080, size }, 'widget')).toEqual({ width: 208, height: 117 });
    expect(fileBox({ width: 600, height: 1200, size }, 'console')).toEqual({ width: 110, height: 220 });
    expect(fileBox({ width: 100, height: 80, size }, 'console')).toEqual({ width: 100, height: 80 });
  });

  test('can be hit with a finger', () => {
    expect(fileBox({ width: 1, height: 4_000, size }, 'widget')).toEqual({ width: 44, height: 156 });
  });

  test('is a line for what is no picture, and for what is too large to fetch unasked', () => {
    expect(fileBox({ size }, 'widget')).toBeNull();
    expect(fileBox({ width: 10, height: 10, size: 5 * 1024 * 1024 }, 'widget')).toBeNull();
  });
});
