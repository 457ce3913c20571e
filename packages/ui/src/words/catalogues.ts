import type { Translated } from './languages.ts';

/** What somebody translated: by the id of a message, with `{0}` where its first value goes. */
export type Catalogue = Readonly<Record<string, string>>;

/** The catalogues, each a part of its own that is loaded when its language is spoken. `scripts/build/words.ts` makes them. */
export const catalogues: Readonly<Record<Translated, () => Promise<{ default: Catalogue }>>> = {
  es: () => import('#words/es'),
  'pt-BR': () => import('#words/pt-BR'),
  fr: () => import('#words/fr'),
  de: () => import('#words/de'),
  ar: () => import('#words/ar'),
  ja: () => import('#words/ja'),
};
