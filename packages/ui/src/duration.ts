import { msg, str } from '@lit/localize';
import { kept, type TimeOptions } from './formats.ts';
import { screenLocale } from './locale.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

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
 * A wait as a range, never a promise: "under 2 min", "2–5 min", "1–2 hr". The lower end is rounded down and the upper up,
 * so that the range never says less than was estimated; nothing is told below a minute.
 */
export function durationRange(
  range: { low: number; high: number },
  { locale = screenLocale() }: TimeOptions = {},
): string {
  const [unit, size] = range.low >= hourMs ? (['hour', hourMs] as const) : (['minute', minuteMs] as const);
  const low = Math.max(1, Math.floor(range.low / size));
  const format = unitFormat(locale, unit);
  if (unit === 'minute' && range.high <= size) return msg(str`under ${format.format(2)}`);
  const high = Math.max(low + 1, Math.ceil(range.high / size));
  // formatRange came with Chrome 106, Safari 15.4 and Firefox 116; the floor is older.
  return typeof format.formatRange === 'function' ? format.formatRange(low, high) : `${low}–${format.format(high)}`;
}

function unitFormat(locale: string, unit: 'hour' | 'minute' | 'second'): Intl.NumberFormat {
  return kept(
    ['unit', locale, unit],
    () => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }),
  );
}
