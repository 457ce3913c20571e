import { firstSubtag } from '../../../platform/language-tag.ts';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { ja } from './ja.ts';
import { pt } from './pt.ts';
import type { Words } from './words.ts';

export type { Words } from './words.ts';

/** The widget's seven languages, by the first part of their tags. */
const languages = new Map<string, Words>(Object.entries({ en, de, fr, es, pt, ja, ar }));

/** The first of somebody's languages that we write; English where there is none. @param tags BCP 47, dearest first */
export const wordsIn = (...tags: readonly string[]): { language: string; words: Words } => {
  for (const tag of tags) {
    const language = firstSubtag(tag);
    const words = languages.get(language);
    if (words !== undefined) return { language, words };
  }
  return { language: 'en', words: en };
};
