import { kept } from './formats.ts';
import { screenLocale } from './locale.ts';

/** A number as the language of the screen writes it: 1486 → "1,486". Without `options` it has no more than 3 places. */
export function numberWords(value: number, options: Intl.NumberFormatOptions = {}): string {
  const locale = screenLocale();
  return kept(['number', locale, options], () => new Intl.NumberFormat(locale, options)).format(value);
}
