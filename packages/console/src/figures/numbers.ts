import { screenLocale } from '@harmony-live/ui';

/** From how many on a share or a drawing says something: below, chance looks like a trend (design, "Never"). */
export const enough = 20;

/** A count as people read it: 1486 → "1,486". Fractions are kept to one place. */
export const numberWords = (value: number): string =>
  new Intl.NumberFormat(screenLocale(), { maximumFractionDigits: 1 }).format(value);

/** A share of 0–1 in per cent: 0.061 → "6.1%". */
export const percentWords = (share: number): string =>
  new Intl.NumberFormat(screenLocale(), { style: 'percent', maximumFractionDigits: 1 }).format(share);

/** A difference with its sign, a true minus among them: -3 → "−3". */
export const signedWords = (value: number): string =>
  new Intl.NumberFormat(screenLocale(), { signDisplay: 'exceptZero', maximumFractionDigits: 1 })
    .format(value)
    .replace('-', '−');

/** A day of a chart: `2026-11-10` → "10 Nov". Days of figures are UTC everywhere, so that two people read the same. */
export const dayWords = (day: string, month: 'short' | 'long' = 'short'): string =>
  new Intl.DateTimeFormat(screenLocale(), { day: 'numeric', month, timeZone: 'UTC' }).format(new Date(day));
