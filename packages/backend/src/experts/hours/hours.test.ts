import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { faultOfHours } from './fault.ts';
import { isWithinHours, nextOnDuty, stretchAt, type WorkingHours } from './hours.ts';
import { isTimeZone, momentOf } from './zone.ts';

const at = (text: string): number => Date.parse(text);
const shown = (stretch: { from: number; until: number } | null): string[] | null =>
  stretch && [new Date(stretch.from).toISOString(), new Date(stretch.until).toISOString()];
const hours = (over: Partial<WorkingHours> & Pick<WorkingHours, 'timeZone'>): WorkingHours => ({
  hours: [],
  exceptions: [],
  ...over,
});

const office = hours({ timeZone: 'Europe/Berlin', hours: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:30' }] });
const night = hours({ timeZone: 'America/New_York', hours: [{ days: [5], from: '22:00', to: '06:00' }] });
const always = hours({
  timeZone: 'UTC',
  hours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }],
});

describe('within hours', () => {
  // 2026-01-05 is a Monday; Berlin is an hour ahead of UTC in winter, two in summer.
  test.each([
    ['at the first minute', office, '2026-01-05T08:00:00Z', true],
    ['a moment before', office, '2026-01-05T07:59:59.999Z', false],
    ['a moment before the end', office, '2026-01-05T16:29:59.999Z', true],
    ['at the end', office, '2026-01-05T16:30:00Z', false],
    ['on a day that is not worked', office, '2026-01-04T12:00:00Z', false],
    ['by the clock on the wall in summer', office, '2026-07-06T07:00:00Z', true],
    ['after midnight of a night that began on a Friday', night, '2026-01-10T08:00:00Z', true],
    ['when that night is over', night, '2026-01-10T11:00:00Z', false],
    ['after midnight of a Friday whose Thursday is not worked', night, '2026-01-09T08:00:00Z', false],
    ['around the clock', always, '2026-01-05T00:00:00Z', true],
    ['without hours', hours({ timeZone: 'UTC' }), '2026-01-05T10:00:00Z', false],
  ])('%s', (_, working, moment, expected) => {
    expect(isWithinHours(working, at(moment))).toBe(expected);
  });
});

describe('the stretch that goes on or comes next', () => {
  test('is the one that goes on; the next one begins later', () => {
    const moment = at('2026-01-05T10:00:00Z');
    expect(shown(stretchAt(office, moment))).toEqual(['2026-01-05T08:00:00.000Z', '2026-01-05T16:30:00.000Z']);
    expect(shown(nextOnDuty(office, moment))).toEqual(['2026-01-06T08:00:00.000Z', '2026-01-06T16:30:00.000Z']);
  });

  test('skips the weekend', () => {
    expect(shown(stretchAt(office, at('2026-01-09T16:30:00Z')))?.[0]).toBe('2026-01-12T08:00:00.000Z');
  });

  test('is one where ranges meet or overlap, over midnight too', () => {
    const split = hours({
      timeZone: 'UTC',
      hours: [
        { days: [1], from: '12:00', to: '24:00' },
        { days: [1], from: '09:00', to: '12:30' },
        { days: [2], from: '00:00', to: '03:00' },
      ],
    });
    expect(shown(stretchAt(split, at('2026-01-05T00:00:00Z')))).toEqual([
      '2026-01-05T09:00:00.000Z',
      '2026-01-06T03:00:00.000Z',
    ]);
  });

  test('is a year long for who is there always', () => {
    const { from, until } = stretchAt(always, at('2026-01-05T12:00:00Z'))!;
    expect(from).toBe(at('2026-01-04T00:00:00Z'));
    expect(until - from).toBeGreaterThan(360 * 86_400_000);
  });
});

describe('when the clocks change', () => {
  // Berlin: forward on 29 March 2026 at 02:00, back on 25 October 2026 at 03:00.
  const early = (from: string, to: string) => hours({ timeZone: 'Europe/Berlin', hours: [{ days: [7], from, to }] });

  test.each([
    [
      'a night is an hour shorter',
      '01:00',
      '04:00',
      '2026-03-29',
      ['2026-03-29T00:00:00.000Z', '2026-03-29T02:00:00.000Z'],
    ],
    [
      'a night is an hour longer',
      '01:00',
      '04:00',
      '2026-10-25',
      ['2026-10-24T23:00:00.000Z', '2026-10-25T03:00:00.000Z'],
    ],
    [
      'what is skipped is later',
      '02:30',
      '05:00',
      '2026-03-29',
      ['2026-03-29T01:30:00.000Z', '2026-03-29T03:00:00.000Z'],
    ],
    [
      'what comes twice is the first',
      '02:30',
      '05:00',
      '2026-10-25',
      ['2026-10-25T00:30:00.000Z', '2026-10-25T04:00:00.000Z'],
    ],
  ])('%s', (_, from, to, date, expected) => {
    expect(shown(stretchAt(early(from, to), at(`${date}T00:00:00Z`) - 3_600_000))).toEqual(expected);
  });

  test('the evening after is at its own time again', () => {
    expect(new Date(momentOf('Europe/Berlin', at('2026-03-30T00:00:00Z') / 86_400_000, 9 * 60)).toISOString()).toBe(
      '2026-03-30T07:00:00.000Z',
    );
    expect(new Date(momentOf('Australia/Lord_Howe', at('2026-04-05T00:00:00Z') / 86_400_000, 0)).toISOString()).toBe(
      '2026-04-04T13:00:00.000Z',
    );
  });
});

describe('exceptions', () => {
  const leave = {
    ...office,
    exceptions: [
      { date: '2026-01-05', hours: [] },
      { date: '2026-01-10', hours: [{ from: '10:00', to: '12:00' }] },
    ],
  };

  test('take a day off, and work on a day that is free', () => {
    expect(isWithinHours(leave, at('2026-01-05T10:00:00Z'))).toBe(false);
    expect(shown(stretchAt(leave, at('2026-01-05T10:00:00Z')))?.[0]).toBe('2026-01-06T08:00:00.000Z');
    expect(shown(nextOnDuty(leave, at('2026-01-09T12:00:00Z')))?.[0]).toBe('2026-01-10T09:00:00.000Z');
  });

  test('leave the night alone that began the day before', () => {
    const off = { ...night, exceptions: [{ date: '2026-01-10', hours: [] }] };
    expect(isWithinHours(off, at('2026-01-10T08:00:00Z'))).toBe(true);
  });
});

test('Within hours is what lies between the ends of the stretch, at any moment in any zone', () => {
  const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia', 'UTC'];
  const clock = fc
    .integer({ min: 0, max: 47 })
    .map((half) => `${String(half >> 1).padStart(2, '0')}:${half & 1 ? '30' : '00'}`);
  const range = fc.record({
    days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    from: clock,
    to: clock,
  });
  const moment = fc.integer({ min: at('2026-01-01T00:00:00Z') / 60_000, max: at('2027-12-31T00:00:00Z') / 60_000 });
  fc.assert(
    fc.property(fc.constantFrom(...zones), fc.array(range, { maxLength: 4 }), moment, (timeZone, ranges, minute) => {
      const working = hours({ timeZone, hours: ranges.filter(({ from, to }) => from !== to) });
      const now = minute * 60_000;
      const stretch = stretchAt(working, now);
      expect(stretch !== null).toBe(working.hours.length > 0);
      if (stretch === null) return;
      expect(stretch.until).toBeGreaterThan(now);
      expect(isWithinHours(working, now)).toBe(stretch.from <= now);
      expect(isWithinHours(working, stretch.from)).toBe(true);
      if (stretch.from > now) expect(isWithinHours(working, stretch.from - 1)).toBe(false);
    }),
    { numRuns: 200 },
  );
});

describe('what is wrong with hours', () => {
  const monday = { days: [1], from: '09:00', to: '17:00' };

  test.each<[string, Partial<WorkingHours>, string | null]>([
    ['nothing', { timeZone: 'Asia/Kolkata', hours: [monday] }, null],
    ['a zone that does not exist', { timeZone: 'Europe/Atlantis' }, '/timeZone'],
    ['an offset, which knows no summer', { timeZone: '+01:00' }, '/timeZone'],
    ['no zone', { timeZone: null, hours: [monday] }, '/timeZone'],
    ['no beginning', { hours: [{ ...monday, from: '24:00' }] }, '/hours/0/from'],
    ['half an end', { hours: [{ ...monday, to: '9' }] }, '/hours/0/to'],
    ['no length', { timeZone: 'UTC', hours: [monday, { ...monday, to: '09:00' }] }, '/hours/1/to'],
    ['nothing to be an exception to', { exceptions: [{ date: '2026-01-05', hours: [] }] }, '/exceptions'],
    [
      'a date twice',
      {
        hours: [monday],
        exceptions: [
          { date: '2026-01-05', hours: [] },
          { date: '2026-01-05', hours: [] },
        ],
      },
      '/exceptions/1/date',
    ],
    [
      'an exception without length',
      { hours: [monday], exceptions: [{ date: '2026-01-05', hours: [{ from: '10:00', to: '10:00' }] }] },
      '/exceptions/0/hours/0/to',
    ],
  ])('%s', (_, over, field) => {
    expect(faultOfHours(hours({ timeZone: 'UTC', ...over }))?.field ?? null).toBe(field);
  });

  test('zones are known by their names', () => {
    expect(['UTC', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5', 'Mars/Base', '', 'GMT+1'].map(isTimeZone)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
