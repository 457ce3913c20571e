import { describe, expect, it } from 'vitest';
import { takeTurn } from './intake.ts';

const sent = (visitorId: string, signals: number) => ({
  caller: { visitorId },
  ...{ signals: Array.from({ length: signals }, () => ({})), struggles: [], offers: [] },
});

describe('a turn of the intake', () => {
  it('takes of each visitor one page, so that a signal that is sent twice is never in it twice', () => {
    const [a, again, b] = [sent('a', 1), sent('a', 1), sent('b', 1)];
    expect(takeTurn([a, again, b])).toEqual([a, b]);
    expect(takeTurn([again])).toEqual([again]);
  });

  it('holds 200 pages at most, and 4,000 signals, unless one page alone has more', () => {
    const many = Array.from({ length: 300 }, (_, at) => sent(`v${at}`, 1));
    expect(takeTurn(many)).toHaveLength(200);
    const full = Array.from({ length: 20 }, (_, at) => sent(`v${at}`, 500));
    expect(takeTurn(full)).toHaveLength(8);
    expect(takeTurn([sent('a', 5_000), sent('b', 1)])).toHaveLength(1);
  });
});
