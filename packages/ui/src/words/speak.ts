import { configureLocalization, msg as translated, type LocaleModule } from '@lit/localize';
import { generateMsgId } from '@lit/localize/internal/id-generation.js';
import { kept } from '../formats.ts';
import { screenLocale } from '../locale.ts';
import { translateForms, type Forms } from '../plural.ts';
import { catalogues, type Catalogue } from './catalogues.ts';
import { languages, type Language } from './languages.ts';

type Templates = LocaleModule['templates'];

const loaded = new Map<string, Templates>();

const { setLocale } = configureLocalization({
  sourceLocale: 'en',
  targetLocales: languages.filter((language) => language !== 'en'),
  loadLocale: (language) => Promise.resolve({ templates: loaded.get(language)! }),
});

/**
 * Speaks a language from now on: whatever is drawn after this is drawn in it.
 * @param coming called when the words are here and before anything is drawn in them: the place for `applyAppearance`
 * @throws when its catalogue does not come; then the language stays as it was, and the next call tries again
 */
export async function speak(language: Language, coming = (): void => {}): Promise<void> {
  if (language !== 'en' && !loaded.has(language)) {
    const { default: catalogue } = await catalogues[language]();
    loaded.set(language, templatesOf(catalogue));
  }
  // Before `setLocale`, whose event has everything drawn anew.
  translateForms(language === 'en' ? null : formOf);
  coming();
  await setLocale(language);
}

/** The form that the language of the screen has for a count. */
function formOf(count: number, { other }: Forms): string {
  const locale = screenLocale();
  const category = kept(['plural', locale], () => new Intl.PluralRules(locale)).select(count);
  const strings = typeof other === 'string' ? other : other.strings;
  return translated(other, { id: `${generateMsgId(strings, false)}.${category}` }) as string;
}

/** A catalogue as `@lit/localize` reads it. */
function templatesOf(catalogue: Catalogue): Templates {
  return Object.fromEntries(Object.entries(catalogue).map(([id, words]) => [id, templateOf(words)]));
}

function templateOf(words: string): Templates[string] {
  const values = [...words.matchAll(/\{(\d)\}/g)].map(([, index]) => Number(index));
  if (values.length === 0) return words;
  return { strTag: true, strings: words.split(/\{\d\}/) as unknown as TemplateStringsArray, values };
}
