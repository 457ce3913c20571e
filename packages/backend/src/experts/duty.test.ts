import { describe, expect, test } from 'vitest';
import { dutyAfter, wrapUpUntil, type Duty, type DutyChange } from './duty.ts';

const now = Date.UTC(2026, 0, 5, 12);
const minuteMs = 60_000;
const on: Duty = { isOn: true, quietUntil: null, isWrappingUp: false, isLastOne: false };

describe('a change of duty', () => {
  test.each<[string, Partial<Duty>, DutyChange, Partial<Duty>]>([
    ['a break leaves the last one to come', { isLastOne: true }, { isOn: true, quietUntil: now }, { isLastOne: true }],
    ['the last one is marked', {}, { isOn: true, isLastOne: true }, { isLastOne: true }],
    ['pressing it again clears it', { isLastOne: true }, { isOn: true, isLastOne: false }, { isLastOne: false }],
    ['switching off clears it', { isLastOne: true }, { isOn: false }, { isLastOne: false }],
    ['switching on begins without it', { isOn: false }, { isOn: true }, { isLastOne: false }],
    ['switching on may ask for it', { isOn: false }, { isOn: true, isLastOne: true }, { isLastOne: true }],
    ['a break outlives the switch', { quietUntil: now }, { isOn: false }, { quietUntil: now }],
    [
      'a wrap-up does not outlive the switch',
      { quietUntil: now, isWrappingUp: true },
      { isOn: false },
      { quietUntil: null, isWrappingUp: false },
    ],
    [
      'a wrap-up goes on when something else is said',
      { quietUntil: now, isWrappingUp: true },
      { isOn: true, isLastOne: true },
      { quietUntil: now, isWrappingUp: true },
    ],
    [
      'a break takes the place of a wrap-up',
      { quietUntil: now, isWrappingUp: true },
      { isOn: true, quietUntil: now + minuteMs },
      { quietUntil: now + minuteMs, isWrappingUp: false },
    ],
    [
      'being ready ends a wrap-up',
      { quietUntil: now, isWrappingUp: true },
      { isOn: true, quietUntil: null },
      { quietUntil: null, isWrappingUp: false },
    ],
  ])('%s', (_, before, change, after) => {
    expect(dutyAfter({ ...on, ...before }, change)).toMatchObject(after);
  });
});

describe('a wrap-up', () => {
  const expert = { ...on, wrapUpMinutes: 2 as const };
  const until = now + 2 * minuteMs;

  test.each([
    ['lasts as long as they set, from the end on', {}, until],
    ['is not for who wants none', { wrapUpMinutes: 0 as const }, null],
    ['is not for who is off', { isOn: false }, null],
    ['makes a shorter quiet longer', { quietUntil: until - 1 }, until],
    ['leaves a longer break alone', { quietUntil: until }, null],
  ])('%s', (_, over, expected) => {
    expect(wrapUpUntil({ ...expert, ...over }, now, now)).toBe(expected);
  });

  test('is not begun when its time has passed before the news came', () => {
    expect(wrapUpUntil(expert, now, until)).toBeNull();
    expect(wrapUpUntil(expert, now, until - 1)).toBe(until);
  });
});
