import { describe, expect, test } from 'vitest';
import type { WorkingHours } from '../experts/index.ts';
import { checkSlot, horizonMs, isWithinSlot, noticeMs, slotMs, slotsWithin } from './slots.ts';

const at = (text: string): number => Date.parse(text);
const hours = (timeZone: string, from: string, to: string, days = [1, 2, 3, 4, 5, 6, 7]): WorkingHours => ({
  ...{ timeZone, hours: [{ days, from, to }], exceptions: [] },
});
const shown = (working: WorkingHours, now: number, day: string): string[] =>
  slotsWithin(working, now)
    .map((slot) => new Date(slot).toISOString())
    .filter((time) => time.startsWith(day))
    .map((time) => time.slice(11, 16));

// 2026-03-02 is a Monday.
const monday = at('2026-03-02T06:00:00Z');

describe('slots', () => {
  test('lie whole within the hours, at full and half hours', () => {
    expect(shown(hours('Europe/Berlin', '09:10', '11:20'), monday, '2026-03-02')).toEqual(['08:30', '09:00', '09:30']);
  });

  test('begin an hour from now at the earliest, and two weeks from now at the latest', () => {
    const always = hours('UTC', '00:00', '24:00');
    const now = at('2026-03-02T06:10:00Z');
    const slots = slotsWithin(always, now);
    expect(new Date(slots[0]!).toISOString()).toBe('2026-03-02T07:30:00.000Z');
    expect(new Date(slots.at(-1)!).toISOString()).toBe('2026-03-16T06:00:00.000Z');
    expect(slots).toHaveLength((horizonMs - noticeMs) / slotMs);
  });

  test('go over midnight with the hours', () => {
    const night = hours('Europe/Berlin', '23:30', '01:00', [1]);
    expect(slotsWithin(night, monday).map((slot) => new Date(slot).toISOString())).toEqual([
      '2026-03-02T22:30:00.000Z',
      '2026-03-02T23:00:00.000Z',
      '2026-03-02T23:30:00.000Z',
      '2026-03-09T22:30:00.000Z',
      '2026-03-09T23:00:00.000Z',
      '2026-03-09T23:30:00.000Z',
    ]);
  });

  test('keep to the clock on the wall when daylight saving begins and ends', () => {
    const office = hours('Europe/Berlin', '09:00', '10:00');
    const spring = at('2026-03-27T00:00:00Z');
    expect(shown(office, spring, '2026-03-28')).toEqual(['08:00', '08:30']);
    expect(shown(office, spring, '2026-03-29')).toEqual(['07:00', '07:30']);
    const autumn = at('2026-10-23T00:00:00Z');
    expect(shown(office, autumn, '2026-10-24')).toEqual(['07:00', '07:30']);
    expect(shown(office, autumn, '2026-10-25')).toEqual(['08:00', '08:30']);
  });

  test('an hour that clocks skip has none, and one that comes twice has twice as many', () => {
    const early = hours('Europe/Berlin', '01:00', '03:00', [7]);
    expect(shown(early, at('2026-03-27T00:00:00Z'), '2026-03-29')).toEqual(['00:00', '00:30']);
    expect(shown(early, at('2026-10-23T00:00:00Z'), '2026-10-25')).toEqual(['00:00', '00:30', '01:00', '01:30']);
  });

  test('follow a day’s own hours, and there are none on a day off', () => {
    const working = {
      ...hours('UTC', '09:00', '10:00'),
      exceptions: [
        { date: '2026-03-03', hours: [] },
        { date: '2026-03-04', hours: [{ from: '14:00', to: '14:30' }] },
      ],
    };
    expect(shown(working, monday, '2026-03-03')).toEqual([]);
    expect(shown(working, monday, '2026-03-04')).toEqual(['14:00']);
  });

  test('are the same, seen one by one', () => {
    const night = hours('America/New_York', '22:15', '00:45', [1, 5]);
    const listed = new Set(slotsWithin(night, monday));
    for (let slot = monday + noticeMs; slot <= monday + horizonMs; slot += slotMs) {
      expect(isWithinSlot(night, slot)).toBe(listed.has(slot));
    }
  });

  test('there are none without hours', () => {
    expect(slotsWithin({ timeZone: 'UTC', hours: [], exceptions: [] }, monday)).toEqual([]);
  });
});

describe('a time that is asked for', () => {
  test.each([
    ['between two slots', at('2026-03-02T10:10:00Z'), 'lists'],
    ['too soon', at('2026-03-02T06:30:00Z'), 'an hour ahead'],
    ['too late', at('2026-03-16T06:30:00Z'), 'two weeks'],
  ])('%s is refused', (_, slotAt, reason) => {
    expect(() => checkSlot(slotAt, monday)).toThrow(
      expect.objectContaining({
        code: 'body/invalid',
        extras: { field: '/slotAt', reason: expect.stringContaining(reason) },
      }),
    );
  });

  test('at either edge is not', () => {
    expect(() => checkSlot(monday + noticeMs, monday)).not.toThrow();
    expect(() => checkSlot(monday + horizonMs, monday)).not.toThrow();
  });
});
