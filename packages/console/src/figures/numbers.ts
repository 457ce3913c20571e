import { numberWords as write, screenLocale } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';

/** From how many on a share or a drawing says something: below, chance looks like a trend (design, "Never"). */
export const enough = 20;

/** A number as people read it: 1486 → "1,486". Fractions have one place below 10, and say nothing above. */
export const numberWords = (value: number): string => format(value, {}, value);

/** A score of 0–1, to two places, as the sum in front of an expert has them: 0.5 → "0.50". */
export const scoreWords = (score: number): string =>
  write(score, { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** A score beside the most that it can be with the weights of its terms: "0.53 of 1". */
export const scoreOf = (score: number, terms: readonly { weight: number }[]): string => {
  const most = terms.reduce((sum, { weight }) => sum + Math.max(0, weight), 0);
  // Whoever took a request by themselves has a score without terms.
  return msg(str`${scoreWords(score)} of ${write(most === 0 ? 1 : most, { maximumFractionDigits: 2 })}`);
};

/** A share of 0–1 in per cent: 0.061 → "6.1%", 0.294 → "29%". */
export const percentWords = (share: number): string => format(share, { style: 'percent' }, share * 100);

/** A difference with its sign, a true minus among them: -3 → "−3". */
export const signedWords = (value: number): string =>
  format(value, { signDisplay: 'exceptZero' }, value).replace('-', '−');

const format = (value: number, options: Intl.NumberFormatOptions, seen: number): string =>
  write(value, { ...options, maximumFractionDigits: Math.abs(seen) < 10 ? 1 : 0 });

/** A day of a chart: `2026-11-10` → "10 Nov". Days of figures are UTC everywhere, so that two people read the same. */
export const dayWords = (day: string, month: 'short' | 'long' = 'short'): string =>
  new Intl.DateTimeFormat(screenLocale(), { day: 'numeric', month, timeZone: 'UTC' }).format(new Date(day));
