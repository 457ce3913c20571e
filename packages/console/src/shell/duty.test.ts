import type { OwnExpert } from '@harmony-live/protocol';
import { clockTime } from '@harmony-live/ui';
import { describe, expect, it } from 'vitest';
import { breakEnd } from './breaks.ts';
import { dutyCommands } from './duty-commands.ts';
import { dutyWords, switchedOffWords } from './duty-words.ts';

const now = new Date(2026, 0, 5, 14, 15).getTime();
const later = now + 15 * 60_000;
const expert: OwnExpert = {
  ...{ id: '019ab000-0000-7000-8000-000000000001', version: 1, statements: [], languages: [], capacity: 3, load: 0 },
  ...{ switch: true, state: 'available', quietUntil: null, isWrappingUp: false, lastOne: false, hoursChangeAt: null },
  weekMs: 0,
};
const onBreak: OwnExpert = { ...expert, state: 'quiet', quietUntil: new Date(later).toISOString() };

describe('a break', () => {
  it('lasts as long as its name says; the morning is tomorrow at nine where the person is', () => {
    expect(breakEnd('duty.break-quarter', new Date(now)).getTime()).toBe(later);
    expect(breakEnd('duty.break-hour', new Date(now)).getTime()).toBe(now + 3_600_000);
    expect(breakEnd('duty.break-morning', new Date(now))).toEqual(new Date(2026, 0, 6, 9));
    expect(breakEnd('duty.break-morning', new Date(2026, 0, 31, 0, 1))).toEqual(new Date(2026, 1, 1, 9));
  });

  it('is told with its end, and with the day when that is another one', () => {
    expect(dutyWords(onBreak, now)).toBe(`Break until ${clockTime(later)}`);
    const morning = new Date(2026, 0, 6, 9).toISOString();
    expect(dutyWords({ ...onBreak, quietUntil: morning }, now)).toBe(`Break until tomorrow, ${clockTime(morning)}`);
    expect(dutyWords({ ...onBreak, isWrappingUp: true }, now)).toBe(`Wrapping up until ${clockTime(later)}`);
    expect(dutyWords({ ...onBreak, state: 'available' }, now)).toBe('On duty');
  });
});

it('tells until when hours leave them on or off', () => {
  const evening = new Date(2026, 0, 5, 18).toISOString();
  const morning = new Date(2026, 0, 6, 9).toISOString();
  expect(dutyWords({ ...expert, hoursChangeAt: evening }, now)).toBe(`On duty until ${clockTime(evening)}`);
  const off = { ...expert, switch: false, state: 'offline' as const };
  expect(dutyWords({ ...off, hoursChangeAt: morning }, now)).toBe(`Off until tomorrow, ${clockTime(morning)}`);
  expect(dutyWords({ ...onBreak, hoursChangeAt: evening }, now)).toBe(`Break until ${clockTime(later)}`);
});

describe('what can be done about coming and going', () => {
  const breaks = ['duty.break-quarter', 'duty.break-hour', 'duty.break-morning'];

  it('is nothing while the switch is off, or not known yet', () => {
    expect(dutyCommands(null)).toEqual([]);
    expect(dutyCommands({ ...expert, switch: false, state: 'offline' })).toEqual([]);
  });

  it('follows how they stand', () => {
    expect(dutyCommands(expert)).toEqual([...breaks, 'duty.last-one']);
    expect(dutyCommands({ ...expert, lastOne: true })).toEqual([...breaks, 'duty.stay']);
    expect(dutyCommands(onBreak)).toEqual(['duty.end-break', ...breaks, 'duty.last-one']);
    expect(dutyCommands({ ...onBreak, isWrappingUp: true })).toEqual(['duty.ready', ...breaks, 'duty.last-one']);
  });
});

it('says why Available went off by itself, and blames nobody where it does not know', () => {
  const said = ['three-time-outs', 'last-one', 'hours', 'something-new'].map((because) => switchedOffWords(because));
  expect(new Set(said.map(({ body }) => body)).size).toBe(4);
  expect(said[3]!.body).not.toContain('Three');
  expect(switchedOffWords('most-hours', 20).title).toBe('You have reached your 20 hr of this week.');
  expect(switchedOffWords('most-hours').title).toBe('You have reached your hours of this week.');
});
