import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../platform/seeded-random.ts';
import { expectWait, waitRange, type Waited } from './wait.ts';

const minute = 60_000;
const answered = (waitedMs: number): Waited => ({
  expectedMs: 10_000,
  ahead: 0,
  waitedMs,
  isOver: true,
  handledMs: null,
});
const handled = (handledMs: number): Waited => ({ ...answered(10_000), handledMs });
const many = (count: number, one: Waited): Waited[] => Array.from({ length: count }, () => one);

describe('what is expected of a wait', () => {
  it('is an answer where a place is free, and as many rounds of asking as it takes', () => {
    const waited = many(9, answered(10_000));
    const places = { reachable: 2, free: 4, busy: 3 };
    expect(expectWait(1, places, waited)).toEqual({ expectedMs: 10_000, ahead: 0 });
    expect(expectWait(3, places, waited)).toEqual({ expectedMs: 20_000, ahead: 0 });
  });

  it('is the time in which enough conversations end where none is', () => {
    // Ten places, five minutes each: one ends each half minute.
    const waited = many(9, handled(5 * minute));
    const full = { reachable: 0, free: 0, busy: 10 };
    expect(expectWait(1, full, waited)).toEqual({ expectedMs: minute / 2 + 10_000, ahead: 1 });
    expect(expectWait(6, full, waited)).toEqual({ expectedMs: 3 * minute + 10_000, ahead: 6 });
    // Two of ten are free, and two stand before: they take these.
    expect(expectWait(3, { reachable: 1, free: 2, busy: 8 }, waited)).toEqual({
      expectedMs: minute / 2 + 10_000,
      ahead: 1,
    });
  });

  it('is unknown where nobody is on duty, and the range is wide', () => {
    expect(expectWait(1, { reachable: 0, free: 0, busy: 0 }, [])).toBeNull();
    expect(waitRange(null, []).low).toBeGreaterThanOrEqual(5 * minute);
  });
});

describe('the range that is told', () => {
  it('is wide while nothing is known, and covers an answer at once and the third that was asked', () => {
    const { low, high } = waitRange({ expectedMs: 15_000, ahead: 0 }, []);
    expect(low).toBeLessThanOrEqual(5_000);
    expect(high).toBeGreaterThanOrEqual(50_000);
  });

  it('learns by how much expectations of the same kind were wrong', () => {
    const twiceAsLong = many(60, { expectedMs: 60_000, ahead: 2, waitedMs: 120_000, isOver: true, handledMs: null });
    const { low, high } = waitRange({ expectedMs: 5 * minute, ahead: 9 }, twiceAsLong);
    expect(low).toBeGreaterThan(8 * minute);
    expect(low).toBeLessThanOrEqual(10 * minute);
    expect(high).toBe(10 * minute);
    // Of the other kind nothing was learned.
    expect(waitRange({ expectedMs: 15_000, ahead: 0 }, twiceAsLong)).toEqual(
      waitRange({ expectedMs: 15_000, ahead: 0 }, []),
    );
  });

  it('counts those who still wait: a queue that stands is not told to be short by the few who got through', () => {
    const through = many(10, { expectedMs: minute, ahead: 3, waitedMs: minute, isOver: true, handledMs: null });
    const standing = many(40, { expectedMs: minute, ahead: 3, waitedMs: 5 * minute, isOver: false, handledMs: null });
    expect(waitRange({ expectedMs: minute, ahead: 3 }, [...standing, ...through]).high).toBe(5 * minute);
  });

  it('holds four in five of the waits of a queue whose expectation is wrong by a factor, and whose waits scatter', () => {
    const random = seededRandom(3);
    const waited: Waited[] = [];
    let held = 0;
    const rounds = 4000;
    for (let round = 0; round < rounds; round += 1) {
      const expected = { expectedMs: minute * (1 + Math.floor(random() * 9)), ahead: 1 };
      const waitedMs = expected.expectedMs * 1.7 * Math.exp(random() + random() + random() - 1.5);
      const { low, high } = waitRange(expected, waited);
      if (waitedMs >= low && waitedMs <= high) held += 1;
      waited.unshift({ ...expected, waitedMs, isOver: true, handledMs: null });
      waited.splice(200);
    }
    expect(held / rounds).toBeGreaterThan(0.75);
    expect(held / rounds).toBeLessThan(0.85);
  });
});
