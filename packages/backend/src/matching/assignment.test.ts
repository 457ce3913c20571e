import { describe, expect, test } from 'vitest';
import { checkAcceptable, exclusions, howManyNext, type Asked } from './assignment.ts';

const now = Date.UTC(2026, 0, 5);
const asked = (memberId: string, state: Asked['state'], endedAgoMs = 0): Asked => ({
  memberId,
  state,
  expiresAt: now,
  endedAt: now - endedAgoMs,
});

describe('who may be asked again', () => {
  test('nobody twice in the first round, but for those whose question was taken back', () => {
    const { first } = exclusions(
      [asked('a', 'declined'), asked('b', 'timed-out', 90_000), asked('c', 'withdrawn')],
      ['x'],
      now,
    );
    expect(first.toSorted()).toEqual(['a', 'b', 'x']);
  });

  test('in the second round whoever let it run out a minute ago, never who declined or gave it back', () => {
    const all = [
      asked('a', 'declined', 90_000),
      asked('b', 'timed-out', 60_000),
      asked('c', 'timed-out', 59_999),
      asked('d', 'returned', 90_000),
    ];
    expect(exclusions(all, ['x'], now).second.toSorted()).toEqual(['a', 'c', 'd', 'x']);
  });

  test('whoever let it run out twice waits a minute from the second time', () => {
    expect(exclusions([asked('a', 'timed-out', 90_000), asked('a', 'timed-out', 1_000)], [], now).second).toEqual([
      'a',
    ]);
  });
});

describe('how many are asked next', () => {
  test('one after the other until three did not take it, then three at once', () => {
    expect(howManyNext([])).toBe(1);
    const twice = [asked('a', 'declined'), asked('b', 'timed-out')];
    expect(howManyNext(twice)).toBe(1);
    expect(howManyNext([...twice, asked('c', 'withdrawn'), asked('d', 'returned')])).toBe(1);
    expect(howManyNext([...twice, asked('c', 'declined')])).toBe(3);
  });
});

const codeOf = (...args: Parameters<typeof checkAcceptable>): string | undefined => {
  try {
    checkAcceptable(...args);
    return undefined;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('what may be accepted', () => {
  const offered = { state: 'offered', expiresAt: now + 1 } as const;
  test('an open question until its last millisecond', () => {
    expect(codeOf(offered, now, true, undefined)).toBeUndefined();
    expect(codeOf(offered, now + 1, true, undefined)).toBe('assignment/expired');
  });

  test('nothing that somebody else took, that was cancelled, declined or withdrawn', () => {
    expect(codeOf({ ...offered, state: 'withdrawn' }, now, false, 'Grace')).toBe('assignment/taken');
    expect(codeOf(offered, now, false, undefined)).toBe('assignment/expired');
    for (const state of ['declined', 'withdrawn', 'timed-out', 'returned'] as const) {
      expect(codeOf({ ...offered, state }, now, true, undefined)).toBe('assignment/expired');
    }
  });
});
