/** What was written for the person's language, else for its main language, else the first. */
export const inLanguage = <T>(words: Readonly<Record<string, T>> | undefined, locale: string): T | undefined =>
  words?.[locale] ?? words?.[locale.split('-')[0]!] ?? Object.values(words ?? {})[0];
