import { describe, expect, it } from 'vitest';
import { isVisitActive, visitIdleMs, whoIsIt, type Known } from './who.ts';

const known = (id: string, day: number, externalId: string | null = null): Known => ({
  id,
  externalId,
  createdAt: new Date(Date.UTC(2026, 0, day)),
});

describe('who a visit belongs to', () => {
  it('is a new visitor when nothing is known', () => {
    expect(whoIsIt(undefined, undefined, undefined)).toEqual({ kind: 'new' });
    expect(whoIsIt(undefined, undefined, 'mia')).toEqual({ kind: 'new' });
  });

  it('is the device’s visitor, who stays the same on signing in for the first time', () => {
    const device = known('a', 1);
    expect(whoIsIt(device, undefined, undefined)).toEqual({ kind: 'known', id: 'a' });
    expect(whoIsIt(device, undefined, 'mia')).toEqual({ kind: 'known', id: 'a' });
  });

  it('is the account’s visitor on a device that is new', () => {
    expect(whoIsIt(undefined, known('b', 2, 'mia'), 'mia')).toEqual({ kind: 'known', id: 'b' });
  });

  it('merges an anonymous device into the account, and the older id wins either way', () => {
    expect(whoIsIt(known('a', 1), known('b', 2, 'mia'), 'mia')).toEqual({ kind: 'merge', keep: 'a', drop: 'b' });
    expect(whoIsIt(known('a', 3), known('b', 2, 'mia'), 'mia')).toEqual({ kind: 'merge', keep: 'b', drop: 'a' });
    expect(whoIsIt(known('a', 2), known('b', 2, 'mia'), 'mia')).toEqual({ kind: 'merge', keep: 'a', drop: 'b' });
  });

  it('never merges two signed-in people who share a computer', () => {
    const device = known('a', 1, 'tom');
    expect(whoIsIt(device, known('b', 2, 'mia'), 'mia')).toEqual({ kind: 'known', id: 'b' });
    expect(whoIsIt(device, undefined, 'mia')).toEqual({ kind: 'new' });
  });

  it('stays with the device when the host names nobody', () => {
    expect(whoIsIt(known('a', 1, 'tom'), undefined, undefined)).toEqual({ kind: 'known', id: 'a' });
  });
});

describe('a visit', () => {
  it('goes on until half an hour has passed without a sign of life', () => {
    expect(isVisitActive(0, visitIdleMs - 1)).toBe(true);
    expect(isVisitActive(0, visitIdleMs)).toBe(false);
  });
});
