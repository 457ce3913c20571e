import { afterEach, describe, expect, test } from 'vitest';
import { duration, durationRange } from './duration.ts';
import { setScreenLocale } from './locale.ts';
import { clockTime } from './clock.ts';
import { dayKey, dayLabel, relativeTime } from './time.ts';

const at = '2026-11-24T22:42:00.000Z';
const now = Date.parse('2026-11-24T23:30:00.000Z');
const minute = 60_000;

afterEach(() => setScreenLocale('en'));

describe('the clock', () => {
  test('follows locale and zone', () => {
    expect(clockTime(at, { locale: 'de', timeZone: 'UTC' })).toBe('22:42');
    expect(clockTime(at, { locale: 'en-GB', timeZone: 'Europe/Lisbon' })).toBe('22:42');
    expect(clockTime(at, { locale: 'en-US', timeZone: 'UTC' })).toMatch(/^10:42\sPM$/);
  });

  test('takes the language of the screen when none is named', () => {
    setScreenLocale('de');
    expect(duration(90_000)).toBe('1 Min. 30 Sek.');
  });
});

describe('days', () => {
  test('begin at midnight of the person, not of the server', () => {
    expect(dayKey('2026-11-24T23:30:00.000Z', { timeZone: 'Asia/Tokyo' })).toBe('2026-11-25');
    expect(dayKey('2026-11-24T23:30:00.000Z', { timeZone: 'UTC' })).toBe('2026-11-24');
  });

  test.each([
    ['2026-11-24T00:10:00.000Z', 'today'],
    ['2026-11-23T23:59:00.000Z', 'yesterday'],
    ['2026-11-20T12:00:00.000Z', 'Friday'],
    ['2026-11-17T12:00:00.000Z', 'November 17, 2026'],
  ])('%s is %s', (when, expected) => {
    expect(dayLabel(when, now, { locale: 'en', timeZone: 'UTC' })).toBe(expected);
  });
});

describe('lengths of time', () => {
  test.each([
    [0, '0 sec'],
    [7_900, '7 sec'],
    [67_000, '1 min 7 sec'],
    [120_000, '2 min'],
    [200 * minute, '3 hr 20 min'],
    [-5, '0 sec'],
  ])('%d ms is %s', (ms, expected) => {
    expect(duration(ms, { locale: 'en' })).toBe(expected);
  });

  test.each([
    [{ low: 2 * minute, high: 5 * minute }, '2–5 min'],
    [{ low: 2.9 * minute, high: 4.1 * minute }, '2–5 min'],
    [{ low: 0, high: 20_000 }, 'under 2 min'],
    [{ low: 3 * minute, high: 3 * minute }, '3–4 min'],
    [{ low: 60 * minute, high: 100 * minute }, '1–2 hr'],
  ])('a wait of %o is said as %s', (range, expected) => {
    expect(durationRange(range, { locale: 'en' })).toBe(expected);
  });

  test('ago is told in the largest unit', () => {
    expect(relativeTime(now - 20_000, now, { locale: 'en' })).toBe('now');
    expect(relativeTime(now - 3 * minute, now, { locale: 'en' })).toBe('3 minutes ago');
    expect(relativeTime(now + 200 * minute, now, { locale: 'en' })).toBe('in 3 hours');
    expect(relativeTime(now - 24 * 60 * minute, now, { locale: 'en' })).toBe('yesterday');
  });
});
