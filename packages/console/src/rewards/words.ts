import { numberWords, shortDay } from '@harmony-live/ui';

/** Thousandths of a token as people read them: 25000 → "25", 17500 → "17.5". */
export const tokens = (amount: number): string => numberWords(amount / 1_000);

/** A day as it stands in lists: "25 Nov". @param at RFC 3339 */
export const dayWords = (at: string): string => shortDay(at);
