/** The languages that the product speaks. English stands in the code, the others in `locales/`. */
export const languages = ['en', 'es', 'pt-BR', 'fr', 'de', 'ar', 'ja'] as const;

export type Language = (typeof languages)[number];

/** A language that has a catalogue. */
export type Translated = Exclude<Language, 'en'>;

/** What we speak of a language, whatever the region: "es-MX" → es, "pt-PT" → pt-BR; `undefined` for one that we do not. */
export const languageOf = (tag: string): Language | undefined =>
  languages.find((language) => primary(language) === primary(tag));

/** The first of somebody's languages that we speak; English where there is none. @param tags BCP 47, dearest first */
export const bestLanguage = (tags: readonly string[]): Language => {
  for (const tag of tags) {
    const language = languageOf(tag);
    if (language !== undefined) return language;
  }
  return 'en';
};

/** The locale for times and numbers beside words of a language: the person's own region where it is of that language. */
export const localeOf = (language: Language, tags: readonly string[]): string =>
  tags.find((tag) => primary(tag) === primary(language)) ?? language;

const primary = (tag: string): string => tag.toLowerCase().split('-', 1)[0]!;
