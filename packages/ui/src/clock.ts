import { kept, type TimeOptions } from './formats.ts';
import { screenLocale } from './locale.ts';

/** Time of day by locale: "10:42", "10:42 AM". Takes an instant as RFC 3339 text or epoch milliseconds. */
export function clockTime(at: string | number, options: TimeOptions = {}): string {
  return dateFormat({ hour: '2-digit', minute: '2-digit' }, options).format(new Date(at));
}

/** The format for instants that `options` describe, made once. */
export function dateFormat(
  options: Intl.DateTimeFormatOptions,
  { locale = screenLocale(), timeZone }: TimeOptions,
): Intl.DateTimeFormat {
  return kept(['date', locale, timeZone, options], () => new Intl.DateTimeFormat(locale, { ...options, timeZone }));
}
