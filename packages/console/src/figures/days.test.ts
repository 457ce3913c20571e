import { expect, it } from 'vitest';
import { countsOn, halves, lastDays } from './days.ts';

it('lists the days of a stretch over the end of a month, the last one in it', () => {
  expect(lastDays('2026-03-01T08:00:00.000Z', 3)).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
});

it('puts nought on days that nothing is known of, and leaves out days outside', () => {
  const counted = [
    { day: '2026-02-28', count: 4 },
    { day: '2026-02-01', count: 9 },
  ];
  expect(countsOn(lastDays('2026-03-01T08:00:00.000Z', 3), counted)).toEqual([0, 4, 0]);
});

it('adds up each half, the middle day with the second', () => {
  expect(halves([1, 2, 3, 4, 5])).toEqual({ first: 3, second: 12 });
  expect(halves([])).toEqual({ first: 0, second: 0 });
});
