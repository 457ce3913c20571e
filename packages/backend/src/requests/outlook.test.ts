import { describe, expect, it } from 'vitest';
import { hourMs, outlookOf, weekMs } from './outlook.ts';

const now = Date.parse('2026-11-24T10:00:00.000Z');
/** `count` requests in the hour that lies `hours` ahead, in each of these weeks back. */
const habit = (hours: number, weeksBack: readonly number[], count = 1): number[] =>
  weeksBack.flatMap((back) =>
    Array.from({ length: count }, (_, index) => now + hours * hourMs - back * weekMs + index * 60_000),
  );
const since = now - 20 * weekMs;

describe('when the next request is likely', () => {
  it('is the first hour in which half of the weeks had one', () => {
    const arrivals = [...habit(3, [1, 2, 3]), ...habit(5, [1, 2, 3, 4, 5]), ...habit(30, [1, 2, 3, 4, 5, 6, 7, 8])];
    expect(outlookOf(arrivals, since, now)).toEqual({
      weeks: 8,
      requests: 16,
      nextHour: { low: 0, high: 0 },
      likelyAt: '2026-11-24T15:00:00.000Z',
    });
  });

  it('is now where this hour is a busy one, with the fewest and the most of it', () => {
    const arrivals = [...habit(0, [1, 2, 3, 4, 5, 6, 7, 8], 3), ...habit(0, [2], 9)];
    expect(outlookOf(arrivals, since, now)).toMatchObject({
      nextHour: { low: 3, high: 12 },
      likelyAt: '2026-11-24T10:00:00.000Z',
    });
  });

  it('is not said before two weeks have passed, nor from a handful of requests', () => {
    const busy = habit(1, [1], 40);
    expect(outlookOf(busy, now - 1.9 * weekMs, now)).toEqual({
      weeks: 1,
      requests: 40,
      nextHour: null,
      likelyAt: null,
    });
    expect(outlookOf(habit(1, [1, 2]), since, now)).toMatchObject({ requests: 2, nextHour: null, likelyAt: null });
    expect(outlookOf([], null, now)).toEqual({ weeks: 0, requests: 0, nextHour: null, likelyAt: null });
  });

  it('is left open where no hour comes again', () => {
    const scattered = [1, 2, 3, 4, 5, 6].flatMap((back) => habit(back * 7, [back]));
    expect(outlookOf(scattered, since, now)).toMatchObject({ requests: 6, likelyAt: null });
  });
});
