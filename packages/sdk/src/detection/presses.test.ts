import { describe, expect, it } from 'vitest';
import { burstWith, culprit, isRage, verdictAt, type Burst, type Press } from './presses.ts';

const root = {} as Element;
const press = (at: number, more: Partial<Press> = {}): Press => ({
  ...{ root, isInteractive: true, isKeyboard: false, x: 10, y: 10, at, answeredAt: null, pending: 0 },
  ...{ respondedAt: null, isSpent: false },
  ...more,
});
const burst = (...presses: Press[]): Burst => presses.reduce<Burst | null>(burstWith, null)!;

describe('the verdict on a press', () => {
  it.each([
    ['falls after 2.5 s', {}, 2_500],
    ['waits for a request, 7 s at most', { pending: 1 }, 7_000],
    ['falls 300 ms after a late response', { respondedAt: 4_000 }, 4_300],
    ['does not fall early for a quick response', { respondedAt: 200 }, 2_500],
    ['never waits longer than 7 s', { respondedAt: 9_000 }, 7_000],
  ])('%s', (_, more, at) => expect(verdictAt(press(0, more))).toBe(at));
});

describe('a burst', () => {
  it('goes on with presses that are near, soon, and on the same thing', () => {
    expect(burst(press(0), press(500), press(1_400)).presses).toHaveLength(3);
    expect(burst(press(0), press(1_000)).presses).toHaveLength(1);
    expect(burst(press(0), press(100, { x: 41 })).presses).toHaveLength(1);
    expect(burst(press(0), press(100, { root: {} as Element })).presses).toHaveLength(1);
  });

  it('is anger when three go unanswered', () => {
    expect(isRage(burst(press(0), press(300), press(600)), false)).toBe(true);
    expect(isRage(burst(press(0), press(300)), false)).toBe(false);
    expect(isRage(burst(press(0), press(300, { answeredAt: 310 }), press(600)), false)).toBe(false);
  });

  it('that selected text is excused, except on what can be pressed', () => {
    const on = (isInteractive: boolean) =>
      burst(press(0, { isInteractive }), press(300, { isInteractive }), press(600, { isInteractive }));
    expect(isRage(on(false), true)).toBe(false);
    expect(isRage(on(true), true)).toBe(true);
  });
});

describe('who caused an error', () => {
  it('is the newest press within a second, or one whose request is on the way', () => {
    const old = press(0, { pending: 1 });
    const newer = press(3_000);
    expect(culprit([old, newer], 3_500)).toBe(newer);
    expect(culprit([old, newer], 4_500)).toBe(old);
    expect(culprit([press(0)], 1_001)).toBeUndefined();
  });

  it('is nobody twice', () => expect(culprit([press(0, { isSpent: true })], 10)).toBeUndefined());
});
