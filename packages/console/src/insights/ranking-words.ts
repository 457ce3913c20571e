import type { Measured, RankingInsights } from '@harmony-live/protocol';
import { duration } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import type { Interval } from '../figures/interval.ts';
import { pointWords } from '../figures/lift-words.ts';
import { enough, numberWords, percentWords, signedWords } from '../figures/numbers.ts';

/** A figure of both halves of the comparison. */
export type Compared = RankingInsights['measures'][number];

const minuteMs = 60_000;

export function measureWords(measure: Compared['measure']): string {
  if (measure === 'solved-by-first') return msg('First expert solved it');
  return measure === 'time-to-solution' ? msg('Until solved') : msg('Rating');
}

/** The difference, where it has an interval. */
export function intervalOf({ difference: { value, low, high } }: Compared): Interval | null {
  return value === null || low === null || high === null ? null : { difference: value, low, high };
}

/** A difference as it stands on a scale: "−3.3" points, "+4 min 30 sec", "+0.4". */
export function signedMeasure(measure: Compared['measure'], value: number): string {
  if (measure === 'solved-by-first') return pointWords(value);
  if (measure === 'rating') return signedWords(Math.round(value * 10) / 10);
  if (Math.abs(value) < 1_000) return duration(0);
  return `${value < 0 ? '−' : '+'}${duration(Math.abs(value))}`;
}

/** How the scale of a difference is divided: five points, a round time, half a star. */
export function stepOf(measure: Compared['measure'], { low, high }: Interval): number {
  if (measure !== 'time-to-solution') return measure === 'rating' ? 0.5 : 0.05;
  const widest = Math.max(Math.abs(low), Math.abs(high));
  return [0.5, 1, 5, 15, 60, 240].map((minutes) => minutes * minuteMs).findLast((one) => one <= widest) ?? minuteMs / 2;
}

/** What is known, in whole sentences: both sides with their numbers, then the difference with its interval. */
export function comparedWords(compared: Compared): string {
  const { measure, score, baseline } = compared;
  const sides = [ofRanking(measure, score), ofIdle(measure, baseline)].join(' ');
  const interval = intervalOf(compared);
  if (interval === null) {
    return `${sides} ${msg(str`From ${numberWords(enough)} on either side on, the difference stands here with its interval.`)}`;
  }
  const [low, difference, high] = [interval.low, interval.difference, interval.high].map((value) =>
    signedMeasure(measure, value),
  );
  const said =
    measure === 'solved-by-first'
      ? msg(str`The difference is ${difference!} points; most likely between ${low!} and ${high!}.`)
      : msg(str`The difference is ${difference!}; most likely between ${low!} and ${high!}.`);
  return `${sides} ${said} ${verdict(measure, interval)}`;
}

function ofRanking(measure: Compared['measure'], { of, value }: Measured): string {
  const n = numberWords(of);
  if (value === null) return msg('By the ranking: none yet.');
  if (measure === 'solved-by-first') return msg(str`By the ranking: ${percentWords(value)} of ${n}.`);
  if (measure === 'time-to-solution') return msg(str`By the ranking: ${duration(value)} for half of ${n}.`);
  return msg(str`By the ranking: ${stars(value)} on average of ${n}.`);
}

function ofIdle(measure: Compared['measure'], { of, value }: Measured): string {
  const n = numberWords(of);
  if (value === null) return msg('By the longest idle: none yet.');
  if (measure === 'solved-by-first') return msg(str`By the longest idle: ${percentWords(value)} of ${n}.`);
  if (measure === 'time-to-solution') return msg(str`By the longest idle: ${duration(value)} for half of ${n}.`);
  return msg(str`By the longest idle: ${stars(value)} on average of ${n}.`);
}

const stars = (value: number): string => numberWords(Math.round(value * 10) / 10);

/** Less time is better, more of the others. */
function verdict(measure: Compared['measure'], { low, high }: Interval): string {
  if (low <= 0 && high >= 0) return msg('It may be chance.');
  return high < 0 === (measure === 'time-to-solution')
    ? msg('That is more than chance, and speaks for the ranking.')
    : msg('That is more than chance, and speaks against the ranking.');
}
