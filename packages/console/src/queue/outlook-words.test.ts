import { expect, it } from 'vitest';
import { outlookWords } from './outlook-words.ts';

const now = new Date(2026, 10, 24, 10, 0).getTime();
const hours = (count: number): string => new Date(now + count * 60 * 60_000).toISOString();
const seen = { weeks: 8, requests: 40, nextHour: { low: 2, high: 5 } };

it('says when the next is likely, and from what', () => {
  expect(outlookWords({ ...seen, likelyAt: hours(0) }, now)).toBe(
    'The next one is likely within the hour: 2–5 came in this hour of the last 8 weeks.',
  );
  expect(outlookWords({ ...seen, nextHour: { low: 3, high: 3 }, likelyAt: hours(0) }, now)).toContain(': 3 came');
  expect(outlookWords({ ...seen, likelyAt: hours(4) }, now)).toMatch(
    /likely after .*2:00.*, by the same hours of the last 8/,
  );
  expect(outlookWords({ ...seen, likelyAt: hours(24 * 3) }, now)).toMatch(/likely on Friday after/);
});

it('says what there is too little of', () => {
  expect(outlookWords({ weeks: 1, requests: 30, nextHour: null, likelyAt: null }, now)).toContain('two weeks');
  expect(outlookWords({ weeks: 5, requests: 2, nextHour: null, likelyAt: null }, now)).toContain('5 weeks (2)');
  expect(outlookWords({ ...seen, likelyAt: null }, now)).toContain('again and again');
});
