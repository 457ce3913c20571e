import { readFileSync } from 'node:fs';

/** The languages besides English. */
export const languages = ['es', 'pt-BR', 'fr', 'de', 'ar', 'ja'] as const;
export type Language = (typeof languages)[number];

/** What stands on screen in a language, by the English words. The catalogues are whole: `test/house` sees to it. */
export const wordsOf = (language: Language | 'en') => {
  if (language === 'en') return (english: string): string => english;
  const file = new URL(`../../packages/ui/locales/${language}.json`, import.meta.url);
  const catalogue = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  return (english: string): string => catalogue[english]!;
};
