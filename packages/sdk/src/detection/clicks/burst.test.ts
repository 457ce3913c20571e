import { describe, expect, it } from 'vitest';
import type { Press } from '../detector.ts';
import { burstWith, isRage, type Burst } from './burst.ts';

const root = {} as Element;
const limits = { gapMs: 1_000, distancePx: 30 };
const press = (at: number, more: Partial<Press> = {}) =>
  ({ ...{ root, isInteractive: true, x: 10, y: 10, at, answeredAt: null }, ...more }) as Press;
const burst = (...presses: Press[]): Burst =>
  presses.reduce<Burst | null>((before, one) => burstWith(before, one, limits), null)!;

describe('a burst', () => {
  it('goes on with presses that are near, soon, and on the same thing', () => {
    expect(burst(press(0), press(500), press(1_400)).presses).toHaveLength(3);
    expect(burst(press(0), press(1_000)).presses).toHaveLength(1);
    expect(burst(press(0), press(100, { x: 41 })).presses).toHaveLength(1);
    expect(burst(press(0), press(100, { root: {} as Element })).presses).toHaveLength(1);
  });

  it('is anger when three go unanswered', () => {
    expect(isRage(burst(press(0), press(300), press(600)), 3, false)).toBe(true);
    expect(isRage(burst(press(0), press(300)), 3, false)).toBe(false);
    expect(isRage(burst(press(0), press(300, { answeredAt: 310 }), press(600)), 3, false)).toBe(false);
  });

  it('that selected text is excused, except on what can be pressed', () => {
    const on = (isInteractive: boolean) =>
      burst(press(0, { isInteractive }), press(300, { isInteractive }), press(600, { isInteractive }));
    expect(isRage(on(false), 3, true)).toBe(false);
    expect(isRage(on(true), 3, true)).toBe(true);
  });
});
