import { screenLocale } from '@harmony-live/ui';

const names = new Map<string, string[]>();
/** 5 January 2026 was a Monday. */
const monday = Date.UTC(2026, 0, 5);
const dayMs = 86_400_000;

/** The seven days of the week in the language of the screen, Monday first. */
export const dayNames = (): readonly string[] => {
  const locale = screenLocale();
  const known = names.get(locale);
  if (known) return known;
  const format = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  const made = Array.from({ length: 7 }, (_, day) => format.format(new Date(monday + day * dayMs)));
  names.set(locale, made);
  return made;
};
