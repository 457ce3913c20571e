import { dateFormat } from './clock.ts';
import { kept, type TimeOptions } from './formats.ts';
import { screenLocale } from './locale.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Day and time of day, for a `title`: "Tuesday, 24 November 2026 at 10:42". */
export function fullTime(at: string | number, options: TimeOptions = {}): string {
  return dateFormat({ dateStyle: 'full', timeStyle: 'short' }, options).format(new Date(at));
}

/** The day an instant falls on, as a sortable key `2026-11-24` in the person's zone. */
export function dayKey(at: string | number, { timeZone }: TimeOptions = {}): string {
  return dateFormat({ year: 'numeric', month: '2-digit', day: '2-digit' }, { locale: 'en-CA', timeZone }).format(
    new Date(at),
  );
}

/** A day as it stands in lists: "25 Nov". Takes an instant as RFC 3339 text or epoch milliseconds. */
export function shortDay(at: string | number, options: TimeOptions = {}): string {
  return dateFormat({ day: 'numeric', month: 'short' }, options).format(new Date(at));
}

/** A day in words seen from `now`: "today", "yesterday", a weekday within the week, else the date. */
export function dayLabel(at: string | number, now: number, options: TimeOptions = {}): string {
  const days = Math.round((Date.parse(dayKey(at, options)) - Date.parse(dayKey(now, options))) / dayMs);
  if (Math.abs(days) <= 1) return relativeFormat(options).format(days, 'day');
  if (days > -7 && days < 0) return dateFormat({ weekday: 'long' }, options).format(new Date(at));
  return dateFormat({ day: 'numeric', month: 'long', year: 'numeric' }, options).format(new Date(at));
}

/** How long ago or ahead, in the largest unit that is not nought: "now", "3 minutes ago", "in 2 hours". */
export function relativeTime(at: string | number, now: number, options: TimeOptions = {}): string {
  const ms = new Date(at).getTime() - now;
  const format = relativeFormat(options);
  if (Math.abs(ms) < minuteMs) return format.format(0, 'second');
  if (Math.abs(ms) < hourMs) return format.format(Math.trunc(ms / minuteMs), 'minute');
  if (Math.abs(ms) < dayMs) return format.format(Math.trunc(ms / hourMs), 'hour');
  return format.format(Math.trunc(ms / dayMs), 'day');
}

function relativeFormat({ locale = screenLocale() }: TimeOptions): Intl.RelativeTimeFormat {
  return kept(['relative', locale], () => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
}
