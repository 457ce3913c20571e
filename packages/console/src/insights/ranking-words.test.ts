import { expect, it } from 'vitest';
import { comparedWords, intervalOf, signedMeasure, stepOf, type Compared } from './ranking-words.ts';

const minute = 60_000;
const compared = (
  measure: Compared['measure'],
  [score, baseline]: [number | null, number | null],
  [value, low, high]: [number, number, number] | [number, null, null],
): Compared => ({
  measure,
  score: { of: score === null ? 0 : 120, value: score, low: null, high: null },
  baseline: { of: baseline === null ? 0 : 24, value: baseline, low: null, high: null },
  difference: { of: 144, value, low, high },
});

it('says both sides with their numbers, the difference, its interval, and for whom it speaks', () => {
  expect(comparedWords(compared('solved-by-first', [0.82, 0.625], [0.195, 0.01, 0.39]))).toBe(
    'By the ranking: 82% of 120. By the longest idle: 63% of 24. The difference is +20 points; most likely between +1 and +39. That is more than chance, and speaks for the ranking.',
  );
  expect(
    comparedWords(compared('time-to-solution', [12 * minute, 19 * minute], [-7 * minute, -9 * minute, -minute])),
  ).toBe(
    'By the ranking: 12 min for half of 120. By the longest idle: 19 min for half of 24. The difference is −7 min; most likely between −9 min and −1 min. That is more than chance, and speaks for the ranking.',
  );
  expect(comparedWords(compared('rating', [4.21, 4.6], [-0.39, -0.7, -0.1]))).toMatch(
    /^By the ranking: 4\.2 on average of 120\..+The difference is −0\.4; most likely between −0\.7 and −0\.1\. .+ speaks against the ranking\.$/,
  );
});

it('calls what may be chance by its name, and slower worse', () => {
  expect(comparedWords(compared('rating', [4.2, 4.3], [-0.1, -0.5, 0.3]))).toMatch(/It may be chance\.$/);
  expect(comparedWords(compared('time-to-solution', [2 * minute, minute], [minute, 30_000, 90_000]))).toMatch(
    /speaks against the ranking\.$/,
  );
});

it('tells the numbers alone where one side has too few, or none', () => {
  const few = compared('solved-by-first', [0.5, null], [0, null, null]);
  expect(intervalOf(few)).toBeNull();
  expect(comparedWords(few)).toBe(
    'By the ranking: 50% of 120. By the longest idle: none yet. From 20 on either side on, the difference stands here with its interval.',
  );
});

it('divides its scale by what the interval spans', () => {
  expect(stepOf('time-to-solution', { low: -9 * minute, difference: 0, high: minute })).toBe(5 * minute);
  expect(stepOf('time-to-solution', { low: -9_000, difference: 0, high: 1_000 })).toBe(30_000);
  expect(signedMeasure('time-to-solution', 400)).toBe('0 sec');
});
