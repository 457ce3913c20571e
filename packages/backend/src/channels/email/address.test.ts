import { expect, it } from 'vitest';
import { addressHash, checkAddress, isSameAddress } from './address.ts';

it.each([
  ['mia@lang.test', 'mia@lang.test'],
  ['  Mia.Lang+help@mail.example.co.uk \n', 'Mia.Lang+help@mail.example.co.uk'],
  ["o'brien_1=a@example.com", "o'brien_1=a@example.com"],
  ['mia@münchen.example', 'mia@münchen.example'],
  ['ミア@例え.テスト', 'ミア@例え.テスト'],
])('takes %j', (typed, address) => {
  expect(checkAddress(typed)).toBe(address);
});

it.each([
  ...['', 'mia', 'mia@', '@lang.test', 'mia@localhost', 'mia@lang..test', 'a@b@c.test', `${'a'.repeat(65)}@lang.test`],
  ...['mia@lang.test, eve@evil.test', 'mia@lang.test;eve@evil.test', 'Mia <mia@lang.test>', '"mia"@lang.test'],
  ...[
    'mia@lang.test\r\nBcc: eve@evil.test',
    'mia\u0000@lang.test',
    'mia@lang.test\u2028x',
    `mia@${'a'.repeat(250)}.test`,
  ],
])('refuses %j', (typed) => {
  expect(() => checkAddress(typed)).toThrow(
    expect.objectContaining({
      code: 'body/invalid',
      extras: expect.objectContaining({ field: '/email' }) as object,
    }) as Error,
  );
});

it('counts letters whatever the case, and tells nothing without the secret', () => {
  expect(isSameAddress('Mia@Lang.test', 'mia@lang.test')).toBe(true);
  expect(addressHash('a secret', 'Mia@Lang.test')).toEqual(addressHash('a secret', 'mia@lang.test'));
  expect(addressHash('a secret', 'mia@lang.test')).not.toEqual(addressHash('another', 'mia@lang.test'));
});
