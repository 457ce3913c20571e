import { expect, test } from 'vitest';
import { calendarOf, methodOf } from './calendar.ts';

const slotAt = Date.parse('2026-03-02T09:30:00Z');
const now = Date.parse('2026-03-01T12:00:00Z');
const lines = (over: object = {}): string[] =>
  calendarOf({ uid: 'u1', sequence: 0, slotAt, isCancelled: false, title: 'Help: Ada', ...over }, now)
    .replaceAll('\r\n ', '')
    .split('\r\n');
const invited = {
  attendee: { name: 'Ada', email: 'ada@example.com' },
  organizer: { name: 'HARMONY.Live', email: 'no-reply@example.com' },
};

test('An appointment says when it is in UTC, and reminds of itself', () => {
  expect(lines()).toEqual(
    expect.arrayContaining([
      ...['METHOD:PUBLISH', 'UID:u1', 'SEQUENCE:0', 'DTSTAMP:20260301T120000Z', 'DTSTART:20260302T093000Z'],
      ...['DTEND:20260302T100000Z', 'SUMMARY:Help: Ada', 'STATUS:CONFIRMED', 'TRIGGER:-PT10M'],
    ]),
  );
});

test('What a person has called themselves adds no line of its own', () => {
  const forged = lines({ title: 'Help: Ada\r\nATTACH:http://evil.test' });
  expect(forged.filter((line) => line.startsWith('ATTACH'))).toEqual([]);
});

test('By letter it is an invitation, and the next one takes it back', () => {
  expect(lines(invited)).toEqual(expect.arrayContaining(['METHOD:REQUEST', 'UID:u1', 'SEQUENCE:0']));
  const cancelled = lines({ ...invited, isCancelled: true, sequence: 1 });
  expect(cancelled).toEqual(expect.arrayContaining(['METHOD:CANCEL', 'UID:u1', 'SEQUENCE:1', 'STATUS:CANCELLED']));
  expect(cancelled).not.toContain('BEGIN:VALARM');
  expect(methodOf({ isCancelled: true })).toBe('PUBLISH');
});
