import { describe, expect, it } from 'vitest';
import { shareOf } from './share.ts';

const ids = Array.from({ length: 20_000 }, (_, at) => `visitor-${at}`);

describe('the share of an id', () => {
  it('is the same each time, and another for another question', () => {
    expect(shareOf('visitor-1', 'a')).toBe(shareOf('visitor-1', 'a'));
    expect(shareOf('visitor-1', 'a')).not.toBe(shareOf('visitor-1', 'b'));
    expect(shareOf('', '')).toBeGreaterThanOrEqual(0);
  });

  it('falls evenly: each tenth has its tenth, within four standard errors', () => {
    const tenths = Array.from({ length: 10 }, () => 0);
    for (const id of ids) tenths[Math.floor(shareOf(id, 'notice') * 10)]! += 1;
    const error = Math.sqrt(ids.length * 0.1 * 0.9);
    for (const count of tenths) expect(Math.abs(count - 2_000)).toBeLessThan(4 * error);
  });

  it('of one question says nothing about that of another', () => {
    const both = ids.filter((id) => shareOf(id, 'notice') < 0.5 && shareOf(id, 'hold-out') < 0.5).length;
    expect(Math.abs(both - 5_000)).toBeLessThan(4 * Math.sqrt(ids.length * 0.25 * 0.75));
  });
});
