import { afterEach, expect, test } from 'vitest';
import { directionOf, screenLocale, setScreenLocale } from './locale.ts';

afterEach(() => setScreenLocale('en'));

test.each([
  ['ar', 'rtl'],
  ['ar-EG', 'rtl'],
  ['he', 'rtl'],
  ['fa-IR', 'rtl'],
  ['en', 'ltr'],
  ['de-AT', 'ltr'],
  ['arn', 'ltr'],
  ['hea', 'ltr'],
] as const)('%s is written %s', (tag, expected) => {
  expect(directionOf(tag)).toBe(expected);
});

test('a tag that Intl refuses falls back to English instead of breaking every time on screen', () => {
  setScreenLocale('de-AT');
  expect(screenLocale()).toBe('de-AT');
  setScreenLocale('not a tag');
  expect(screenLocale()).toBe('en');
});
