import { screenLocale } from './locale.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Where and in which language a time is told; both default to the person's own. */
export interface TimeOptions {
  locale?: string;
  /** IANA zone; the browser's when left out. */
  timeZone?: string;
}

/** Time of day by locale: "10:42", "10:42 AM". Takes an instant as RFC 3339 text or epoch milliseconds. */
export function clockTime(at: string | number, options: TimeOptions = {}): string {
  return dateFormat({ hour: '2-digit', minute: '2-digit' }, options).format(new Date(at));
}

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

/** A length of time in at most two units: "7 sec", "1 min 7 sec", "3 hr 20 min". Milliseconds, rounded down. */
export function duration(ms: number, { locale = screenLocale() }: TimeOptions = {}): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const parts =
    hours > 0
      ? ([
          [hours, 'hour'],
          [minutes, 'minute'],
        ] as const)
      : ([
          [minutes, 'minute'],
          [rest, 'second'],
        ] as const);
  const told = parts.filter(([count], at) => count > 0 || (at === 1 && seconds === 0));
  return told.map(([count, unit]) => unitFormat(locale, unit).format(count)).join(' ');
}

/**
 * A wait as a range, never a promise: "2–5 min", "1–2 hr", one figure where both ends meet. The lower end is rounded
 * down and the upper up, so that the range never says less than was estimated; nothing is told below a minute.
 */
export function durationRange(
  range: { low: number; high: number },
  { locale = screenLocale() }: TimeOptions = {},
): string {
  const [unit, size] = range.low >= hourMs ? (['hour', hourMs] as const) : (['minute', minuteMs] as const);
  const low = Math.max(1, Math.floor(range.low / size));
  const high = Math.max(low, Math.ceil(range.high / size));
  const format = unitFormat(locale, unit);
  if (low === high) return format.format(low);
  // formatRange came with Chrome 106, Safari 15.4 and Firefox 116; the floor is older.
  return typeof format.formatRange === 'function' ? format.formatRange(low, high) : `${low}–${format.format(high)}`;
}

// Intl formats cost up to a millisecond each to make, and a log asks for hundreds.
const made = new Map<string, unknown>();

function once<Format>(key: unknown[], make: () => Format): Format {
  const name = JSON.stringify(key);
  const known = made.get(name) as Format | undefined;
  if (known) return known;
  const format = make();
  made.set(name, format);
  return format;
}

function dateFormat(
  options: Intl.DateTimeFormatOptions,
  { locale = screenLocale(), timeZone }: TimeOptions,
): Intl.DateTimeFormat {
  return once(['date', locale, timeZone, options], () => new Intl.DateTimeFormat(locale, { ...options, timeZone }));
}

function relativeFormat({ locale = screenLocale() }: TimeOptions): Intl.RelativeTimeFormat {
  return once(['relative', locale], () => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
}

function unitFormat(locale: string, unit: 'hour' | 'minute' | 'second'): Intl.NumberFormat {
  return once(
    ['unit', locale, unit],
    () => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }),
  );
}
