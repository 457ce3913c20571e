import { describe, expect, it } from 'vitest';
import { barsOf, emptyWeek, hoursOf, isOdd, lengthOf, usualWeek, weekOf } from './week.ts';

const hourMs = 3_600_000;

describe('a week of hours', () => {
  it('is the same after it was edited and sent', () => {
    const hours = [
      { days: [1, 2, 3], from: '09:00', to: '12:30' },
      { days: [1], from: '13:30', to: '24:00' },
      { days: [6], from: '22:00', to: '02:00' },
    ];
    expect(hoursOf(weekOf(hours))).toEqual(hours);
    expect(hoursOf(weekOf(hoursOf(usualWeek)))).toEqual([{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }]);
  });

  it('shows the end of a day as midnight, and sends it as the end', () => {
    const week = weekOf([{ days: [7], from: '00:00', to: '24:00' }]);
    expect(week[6]).toEqual([{ from: '00:00', to: '00:00' }]);
    expect(hoursOf(week)).toEqual([{ days: [7], from: '00:00', to: '24:00' }]);
    expect(lengthOf(week)).toBe(24 * hourMs);
  });

  it('is sent without ranges that were left empty; half a range is sent, to be refused by name', () => {
    const week = emptyWeek.map((_, day) =>
      day === 0
        ? [
            { from: '', to: '' },
            { from: '09:00', to: '' },
          ]
        : [],
    );
    expect(hoursOf(week)).toEqual([{ days: [1], from: '09:00', to: '' }]);
  });

  it('leads nowhere where half of a range is missing, or it ends as it begins', () => {
    const ranges = [
      ...[
        { from: '09:00', to: '' },
        { from: '', to: '09:00' },
        { from: '09:00', to: '09:00' },
      ],
      ...[
        { from: '00:00', to: '00:00' },
        { from: '22:00', to: '06:00' },
      ],
    ];
    expect(ranges.map(isOdd)).toEqual([true, true, true, false, false]);
  });

  it('is drawn over midnight, from Sunday into Monday too', () => {
    const week = weekOf([{ days: [7], from: '22:00', to: '06:00' }]);
    expect(barsOf(week, 6)).toEqual([{ from: 1320, until: 1440 }]);
    expect(barsOf(week, 0)).toEqual([{ from: 0, until: 360 }]);
    expect(lengthOf(week)).toBe(8 * hourMs);
  });

  it('counts what overlaps once', () => {
    const twice = [
      { days: [1], from: '09:00', to: '12:00' },
      { days: [1], from: '11:00', to: '13:00' },
    ];
    expect(lengthOf(weekOf(twice))).toBe(4 * hourMs);
  });
});
