import { expect, it } from 'vitest';
import { mayTakeFocus, quietMs } from './focus.ts';

it('takes the focus only from somebody who has done nothing for three seconds', () => {
  expect(
    mayTakeFocus({
      now: 10_000,
      lastActAt: 10_000 - quietMs,
      isInTextField: false,
    }),
  ).toBe(true);
  expect(
    mayTakeFocus({
      now: 10_000,
      lastActAt: 10_000 - quietMs + 1,
      isInTextField: false,
    }),
  ).toBe(false);
});

it('never takes the focus from a text field', () => {
  expect(mayTakeFocus({ now: 10_000, lastActAt: 0, isInTextField: true })).toBe(false);
});
