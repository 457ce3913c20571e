import { describe, expect, test } from 'vitest';
import type { WorkingHours } from '../hours/hours.ts';
import { isOnDuty } from '../hours/turn.ts';
import { endOfDay, hourMs, isWorkedOut, restedTurn, weekAt } from './week.ts';

const iso = (at: number): string => new Date(at).toISOString();
const every = (timeZone: string, from: string, to: string): WorkingHours => ({
  timeZone,
  hours: [{ days: [1, 2, 3, 4, 5, 6, 7], from, to }],
  exceptions: [],
});

describe('a week', () => {
  test.each([
    ['of UTC where no zone is named', null, '2026-01-07T12:00:00Z', '2026-01-05T00:00:00.000Z', 168],
    [
      'begins on Monday by the clock on the wall',
      'Asia/Tokyo',
      '2026-01-04T15:00:00Z',
      '2026-01-04T15:00:00.000Z',
      168,
    ],
    ['has the minute before in the week before', 'Asia/Tokyo', '2026-01-04T14:59:00Z', '2025-12-28T15:00:00.000Z', 168],
    ['is an hour shorter when clocks go on', 'Europe/Berlin', '2026-03-28T12:00:00Z', '2026-03-22T23:00:00.000Z', 167],
    ['is an hour longer when clocks go back', 'Europe/Berlin', '2026-10-25T12:00:00Z', '2026-10-18T22:00:00.000Z', 169],
  ])('%s', (_, timeZone, at, from, hours) => {
    const week = weekAt({ timeZone }, Date.parse(at));
    expect(iso(week.from)).toBe(from);
    expect((week.until - week.from) / hourMs).toBe(hours);
  });

  test('has days that end at midnight where the expert is', () => {
    const at = Date.parse('2026-01-05T22:30:00Z');
    expect(iso(endOfDay({ timeZone: 'Europe/Berlin' }, at))).toBe('2026-01-05T23:00:00.000Z');
    expect(iso(endOfDay({ timeZone: 'Asia/Tokyo' }, at))).toBe('2026-01-06T15:00:00.000Z');
  });
});

describe('whoever has worked enough', () => {
  const monday = Date.parse('2026-01-12T00:00:00Z');
  const on = (hours: WorkingHours, ...times: string[]) =>
    times.map((time) => isOnDuty(restedTurn(hours, monday), Date.parse(`2026-01-${time}:00Z`)));

  test('is off until hours begin in the week that follows', () => {
    expect(on(every('UTC', '09:00', '17:00'), '09T10:00', '11T16:59', '12T08:59', '12T09:00', '12T17:00')).toEqual([
      ...[false, false, false],
      ...[true, false],
    ]);
  });

  test('whose night reaches into that week is on from its first minute', () => {
    expect(on(every('UTC', '22:00', '06:00'), '11T23:59', '12T00:00', '12T06:00')).toEqual([false, true, false]);
  });

  test('without hours is off until they switch on', () => {
    expect(restedTurn({ timeZone: null, hours: [], exceptions: [] }, monday)).toEqual({
      ...{ isOn: false, dutyFrom: null, dutyUntil: null },
    });
  });

  test('is whoever has a limit, has reached it, and said nothing of going on', () => {
    const out = (mostHoursAWeek: number | null, weekMs: number, overHoursUntil: number | null = null) =>
      isWorkedOut({ mostHoursAWeek, overHoursUntil }, weekMs, monday);
    expect([out(null, 90 * hourMs), out(20, 20 * hourMs - 1), out(20, 20 * hourMs)]).toEqual([false, false, true]);
    expect([out(20, 21 * hourMs, monday + 1), out(20, 21 * hourMs, monday)]).toEqual([false, true]);
  });
});
