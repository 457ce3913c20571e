import { describe, expect, test } from 'vitest';
import { slotGraceMs, slotNearMs } from '../requests/later/later.ts';
import { isHeldForBooked, timeToAccept } from './wish.ts';

const slotAt = Date.parse('2026-03-02T10:00:00Z');
const booked = { slotAt, preferredMemberId: 'ada' };
const asked = (state: 'offered' | 'declined' | 'timed-out' | 'withdrawn') => [{ memberId: 'ada', state }];

describe('a booked request', () => {
  test('is held for whoever is booked until some minutes after its slot began', () => {
    expect(isHeldForBooked(booked, [], slotAt - slotNearMs)).toBe(true);
    expect(isHeldForBooked(booked, [], slotAt + slotGraceMs - 1)).toBe(true);
    expect(isHeldForBooked(booked, [], slotAt + slotGraceMs)).toBe(false);
  });

  test('is held no more once they were asked and did not take it, or nobody is booked', () => {
    expect(isHeldForBooked(booked, asked('declined'), slotAt)).toBe(false);
    expect(isHeldForBooked(booked, asked('timed-out'), slotAt)).toBe(false);
    expect(isHeldForBooked(booked, asked('withdrawn'), slotAt)).toBe(true);
    expect(isHeldForBooked(booked, [{ memberId: 'bob', state: 'declined' }], slotAt)).toBe(true);
    expect(isHeldForBooked({ ...booked, preferredMemberId: null }, [], slotAt)).toBe(false);
  });

  test('may be taken by whoever is booked until the slot begins, and for the usual time at least', () => {
    expect(timeToAccept(booked, 'ada', 20_000, slotAt - slotNearMs)).toBe(slotNearMs);
    expect(timeToAccept(booked, 'ada', 20_000, slotAt - 5_000)).toBe(20_000);
    expect(timeToAccept(booked, 'bob', 20_000, slotAt - slotNearMs)).toBe(20_000);
  });
});

test('A request for now is held for nobody, whomever the person wishes for', () => {
  const wished = { slotAt: null, preferredMemberId: 'ada' };
  expect(isHeldForBooked(wished, [], slotAt)).toBe(false);
  expect(timeToAccept(wished, 'ada', 20_000, slotAt)).toBe(20_000);
});
