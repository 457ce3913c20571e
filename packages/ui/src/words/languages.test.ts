import { expect, test } from 'vitest';
import { bestLanguage, languageOf, localeOf } from './languages.ts';

test('a language is spoken whatever its region, and English where we do not speak it', () => {
  expect(['pt-PT', 'es-MX', 'DE-at', 'ar-EG', 'ja', 'en-GB'].map(languageOf)).toEqual([
    'pt-BR',
    'es',
    'de',
    'ar',
    'ja',
    'en',
  ]);
  expect(['zh', 'deu', ''].map(languageOf)).toEqual([undefined, undefined, undefined]);
  expect(bestLanguage(['zh-TW', 'fr-CA', 'de'])).toBe('fr');
  expect(bestLanguage(['zh'])).toBe('en');
});

test('times and numbers are of the region of the person, as long as the words are of that language', () => {
  expect(localeOf('de', ['en-US', 'de-CH'])).toBe('de-CH');
  expect(localeOf('pt-BR', ['pt-PT'])).toBe('pt-PT');
  expect(localeOf('en', ['zh'])).toBe('en');
});
