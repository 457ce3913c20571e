import { duration, plural } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { enough, numberWords, percentWords, signedWords } from '../figures/numbers.ts';

/** How a figure stands to the stretch before. */
export interface Comparison {
  /** "−21%" or "−3"; empty where there is nothing to compare with, or nothing changed. */
  change: string;
  /** What it is compared with: "from 1,881". */
  beside: string;
  direction: 'less' | 'more' | 'same' | 'unknown';
}

/**
 * Compares a figure with the stretch before. Below 20 a share would make chance look large, so the difference is told.
 *
 * @param before null where nothing was kept of that time
 */
export function compared(now: number, before: number | null): Comparison {
  if (before === null) return { change: '', beside: msg('nothing from before to compare with'), direction: 'unknown' };
  const by = now - before;
  // Minutes have fractions: what would read "0" has not changed.
  if (Math.abs(by) < 0.05) return { change: '', beside: msg('the same as before'), direction: 'same' };
  const change = before >= enough ? signedPercent(by / before) : signedWords(by);
  return { change, beside: msg(str`from ${numberWords(before)}`), direction: by < 0 ? 'less' : 'more' };
}

/** The same of a length of time, milliseconds: "−34 sec", from "2 min 26 sec". Under a second has not changed. */
export function comparedSpan(nowMs: number, beforeMs: number | null): Comparison {
  if (beforeMs === null) return compared(nowMs, null);
  const byMs = nowMs - beforeMs;
  if (Math.abs(byMs) < 1_000) return compared(0, 0);
  const change = `${byMs < 0 ? '−' : '+'}${duration(Math.abs(byMs))}`;
  return { change, beside: msg(str`from ${duration(beforeMs)}`), direction: byMs < 0 ? 'less' : 'more' };
}

/** The same of a share of 0–1, in points of a hundred: "+3 points", from "85%". */
export function comparedPoints(now: number, before: number | null): Comparison {
  if (before === null) return compared(now, null);
  const points = Math.round((now - before) * 100);
  if (points === 0) return compared(0, 0);
  return {
    change: plural(Math.abs(points), {
      one: str`${signedWords(points)} point`,
      other: str`${signedWords(points)} points`,
    }),
    beside: msg(str`from ${percentWords(before)}`),
    direction: points < 0 ? 'less' : 'more',
  };
}

const signedPercent = (share: number): string => `${share < 0 ? '−' : '+'}${percentWords(Math.abs(share))}`;
