import type { OwnExpert } from '@harmony-live/protocol';
import { describe, expect, it } from 'vitest';
import { draftOf, isChanged, profileOf } from './draft.ts';

const saved: OwnExpert = {
  id: '019ab000-0000-7000-8000-000000000001',
  statements: ['PostgreSQL: slow queries'],
  languages: [{ tag: 'en', level: 2 }],
  capacity: 2,
  version: 7,
  switch: true,
  state: 'available',
  quietUntil: null,
  isWrappingUp: false,
  lastOne: false,
  hoursChangeAt: null,
  weekMs: 0,
  load: 0,
};

describe('a profile being edited', () => {
  it('is saved without the rows that were left empty', () => {
    const draft = {
      ...draftOf(saved),
      statements: ['  Forms  ', ' '],
      languages: [{ tag: '', level: 1 as const }],
    };
    expect(profileOf(draft)).toEqual({
      statements: ['Forms'],
      languages: [],
      capacity: 2,
      callCapacity: {},
      wrapUpMinutes: 0,
      hasMoreTime: false,
      ...{ timeZone: null, hours: [], exceptions: [], mostHoursAWeek: null },
      version: 7,
    });
  });

  it('has the hours as they were, whatever order they came in', () => {
    const hours = [{ to: '17:00', from: '09:00', days: [2, 1] }];
    const exceptions = [{ hours: [{ to: '24:00', from: '10:00' }], date: '2026-12-24' }];
    const busy = { ...saved, timeZone: 'Europe/Berlin', hours, exceptions };
    const draft = draftOf(busy);
    expect(profileOf(draft)).toMatchObject({
      timeZone: 'Europe/Berlin',
      hours: [{ days: [1, 2], from: '09:00', to: '17:00' }],
      exceptions,
    });
    expect(isChanged(draft, busy)).toBe(false);
    expect(isChanged({ ...draft, exceptions: [...draft.exceptions, { date: '', hours: [] }] }, busy)).toBe(false);
    expect(profileOf({ ...draft, week: null })).toMatchObject({ hours: [], exceptions: [] });
  });

  it('has a limit of hours or none, and a clock to count them by', () => {
    const draft = { ...draftOf(saved), mostHoursAWeek: '20' };
    const { mostHoursAWeek, timeZone } = profileOf(draft);
    expect([mostHoursAWeek, timeZone]).toEqual([20, Intl.DateTimeFormat().resolvedOptions().timeZone]);
    expect(isChanged(draft, saved)).toBe(true);
    const limited = { ...saved, mostHoursAWeek: 20, timeZone: 'Asia/Tokyo' };
    expect(isChanged(draftOf(limited), limited)).toBe(false);
    expect(profileOf({ ...draftOf(limited), mostHoursAWeek: '' })).toMatchObject({
      ...{ mostHoursAWeek: null, timeZone: 'Asia/Tokyo' },
    });
  });

  it('keeps the first of a language named twice', () => {
    const draft = {
      ...draftOf(saved),
      languages: [
        { tag: 'de', level: 3 as const },
        { tag: 'DE', level: 1 as const },
      ],
    };
    expect(profileOf(draft).languages).toEqual([{ tag: 'de', level: 3 }]);
  });

  it('names the calls that have a number of their own', () => {
    const draft = { ...draftOf({ ...saved, callCapacity: { voice: 1 } }), wrapUpMinutes: 0 as const };
    expect(draft.calls).toEqual({ voice: '1', screen: '' });
    expect(profileOf(draft).callCapacity).toEqual({ voice: 1 });
    expect(profileOf({ ...draft, calls: { voice: '', screen: '2' } }).callCapacity).toEqual({ screen: 2 });
  });

  it('counts as changed only by what would be saved', () => {
    const draft = draftOf(saved);
    expect(isChanged({ ...draft, statements: [...draft.statements, ''] }, saved)).toBe(false);
    expect(isChanged({ ...draft, capacity: '3' }, saved)).toBe(true);
    expect(isChanged({ ...draft, wrapUpMinutes: 2 }, saved)).toBe(true);
  });

  it('leaves what was read untouched', () => {
    draftOf(saved).languages[0]!.level = 1;
    expect(saved.languages[0]!.level).toBe(2);
  });
});
