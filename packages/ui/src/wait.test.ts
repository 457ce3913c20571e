import { describe, expect, it } from 'vitest';
import { waitWords } from './wait.ts';

const minutes = (count: number): string => waitWords(count * 60_000);

describe('how long somebody has waited', () => {
  it('is told as a range that holds the wait', () => {
    expect([0, 1.9, 2, 3, 4.9, 29, 59].map(minutes)).toEqual([
      'under 2 min',
      'under 2 min',
      '2–3 min',
      '3–5 min',
      '3–5 min',
      '20–30 min',
      '45–60 min',
    ]);
  });

  it('is told in hours from the first hour on', () => {
    expect([60, 119, 120, 60 * 25].map(minutes)).toEqual(['1–2 hr', '1–2 hr', '2–3 hr', '25–26 hr']);
  });

  it('begins at nought when the clocks differ', () => {
    expect(waitWords(-5_000)).toBe('under 2 min');
  });
});
