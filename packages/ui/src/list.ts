import { kept } from './formats.ts';
import { screenLocale } from './locale.ts';

/**
 * Several names as the language lists them: "Ada, Ben and Cleo".
 * @param isBare only separated, "Ada, Ben, Cleo": for names of things, where the last is not the end of a sentence
 */
export function listWords(names: readonly string[], isBare = false): string {
  const locale = screenLocale();
  const options: Intl.ListFormatOptions = isBare ? { type: 'unit', style: 'short' } : { type: 'conjunction' };
  return kept(['list', locale, isBare], () => new Intl.ListFormat(locale, options)).format(names);
}
