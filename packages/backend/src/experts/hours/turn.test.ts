import { describe, expect, test } from 'vitest';
import type { WorkingHours } from './hours.ts';
import { isOnDuty, suspended, turnAfterHours, turnByHand, turnByHours, type Turn } from './turn.ts';

const at = (clock: string): number => Date.parse(`2026-01-05T${clock}:00Z`);
const everyDay = (from: string, to: string): WorkingHours => ({
  timeZone: 'UTC',
  hours: [{ days: [1, 2, 3, 4, 5, 6, 7], from, to }],
  exceptions: [],
});
const hours = everyDay('09:00', '17:00');
const none: WorkingHours = { timeZone: null, hours: [], exceptions: [] };
const off: Turn = { isOn: false, dutyFrom: null, dutyUntil: null };
const dayMs = 86_400_000;

/** On duty at these times of the day and the next. */
const when = (turn: Turn, ...clocks: string[]): boolean[] => clocks.map((clock) => isOnDuty(turn, at(clock)));

describe('the switch moved by hand', () => {
  test('stays without hours', () => {
    expect(isOnDuty(turnByHand(none, true, at('10:00')), at('10:00') + 30 * dayMs)).toBe(true);
    expect(isOnDuty(turnByHand(none, false, at('10:00')), at('10:00') + 30 * dayMs)).toBe(false);
  });

  test('on before the hours: until they end', () => {
    expect(when(turnByHand(hours, true, at('07:00')), '07:00', '08:59', '12:00', '17:00')).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  test('off within the hours: until the next begin', () => {
    const turn = turnByHand(hours, false, at('12:00'));
    expect(when(turn, '12:00', '16:59', '20:00')).toEqual([false, false, false]);
    expect(isOnDuty(turn, at('09:00') + dayMs)).toBe(true);
  });

  test('off and on again within the hours: until they end, not through the night', () => {
    const lunch = turnByHand(hours, false, at('12:00'));
    expect(lunch.isOn).toBe(false);
    expect(when(turnByHand(hours, true, at('13:00')), '13:00', '17:00', '22:00')).toEqual([true, false, false]);
  });

  test('on after the hours: until the next ones end', () => {
    const turn = turnByHand(hours, true, at('20:00'));
    expect([at('23:00'), at('09:00') + dayMs, at('17:00') + dayMs].map((now) => isOnDuty(turn, now))).toEqual([
      true,
      true,
      false,
    ]);
  });
});

test('Hours that ended lead to the next ones', () => {
  const turn = turnByHours(hours, at('17:00'));
  expect(turn).toEqual({ isOn: false, dutyFrom: at('09:00') + dayMs, dutyUntil: at('17:00') + dayMs });
  expect(turnByHours(hours, at('09:00'))).toMatchObject({ isOn: true, dutyUntil: at('17:00') });
});

test('Who left without a word is brought back by nothing but themselves', () => {
  expect(isOnDuty(suspended, at('09:00') + dayMs)).toBe(false);
  expect(isOnDuty(turnByHand(hours, true, at('10:00')), at('16:00'))).toBe(true);
});

describe('hours that are changed', () => {
  test.each<[string, Turn, WorkingHours, WorkingHours, string, [boolean, boolean]]>([
    ['the first ones hold at once', off, none, hours, '10:00', [true, false]],
    ['the first ones outside leave on who is on', { ...off, isOn: true }, none, hours, '07:00', [true, false]],
    [
      'shorter ones end at once',
      turnByHours(hours, at('16:00')),
      hours,
      everyDay('09:00', '15:00'),
      '16:00',
      [false, false],
    ],
    ['longer ones go on', turnByHours(hours, at('16:00')), hours, everyDay('09:00', '23:00'), '16:00', [true, true]],
    [
      'off by hand stays off',
      turnByHand(hours, false, at('10:00')),
      hours,
      everyDay('08:00', '23:00'),
      '11:00',
      [false, false],
    ],
    ['without hours the switch stays where it is', turnByHours(hours, at('10:00')), hours, none, '10:00', [true, true]],
  ])('%s', (_, before, old, changed, clock, [now, at22]) => {
    const turn = turnAfterHours(before, old, changed, at(clock));
    expect(isOnDuty(turn, at(clock))).toBe(now);
    expect(isOnDuty(turn, at('22:00'))).toBe(at22);
  });
});
