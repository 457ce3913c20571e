import { expect, it } from 'vitest';
import { weekWords } from './week-fields.ts';

it('tells the hours of the week, what they are measured against, and when they are reached', () => {
  const hourMs = 3_600_000;
  expect(weekWords(1.5 * hourMs + 59_000, null)).toBe('1 hr 30 min on duty since Monday, without breaks');
  expect(weekWords(1.5 * hourMs, 20)).toBe('1 hr 30 min of 20 hr on duty since Monday, without breaks');
  expect(weekWords(20 * hourMs, 20)).toContain('All of your 20 hr are reached.');
});
