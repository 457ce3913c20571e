import type { Lift } from '@harmony-live/protocol';
import { expect, it } from 'vitest';
import { isDrawn, liftWords } from './lift-words.ts';

const lift: Lift = {
  outcome: 'asked',
  offered: { of: 200, count: 12 },
  heldOut: { of: 50, count: 5 },
  difference: -0.04,
  low: -0.151,
  high: 0.032,
};

it('says how many each share rests on, the difference, and its interval', () => {
  expect(liftWords(lift)).toBe(
    '6% of 200 who were offered help, 10% of 50 who were held out. The difference is −4 points; most likely between −15 and +3.2. It may be chance.',
  );
});

it('calls a difference more than chance only where its interval leaves nought out', () => {
  expect(liftWords({ ...lift, high: -0.01 })).toMatch(/That is more than chance\.$/);
  expect(liftWords({ ...lift, low: 0, high: 0.1 })).toMatch(/It may be chance\.$/);
});

it('tells only the numbers where a group is empty', () => {
  const empty: Lift = { ...lift, heldOut: { of: 0, count: 0 }, difference: null, low: null, high: null };
  expect(liftWords(empty)).toBe('Not enough yet: 200 offered, 0 held out.');
});

it('is drawn only where twenty stand on each side', () => {
  expect(isDrawn(lift)).toBe(true);
  expect(isDrawn({ ...lift, heldOut: { of: 19, count: 2 } })).toBe(false);
});
