import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createAlarm } from './alarm.ts';

beforeEach(() => void vi.useFakeTimers({ now: 1_000 }));
afterEach(() => void vi.useRealTimers());

const later = (fn: () => void, delayMs: number): (() => void) => {
  const timer = setTimeout(fn, delayMs);
  return () => clearTimeout(timer);
};
/** An alarm for these times, and when it rang. */
const alarmFor = (...due: number[]) => {
  const rang: number[] = [];
  const left = new Set(due);
  const alarm = createAlarm(Date.now, later, () => {
    rang.push(Date.now());
    for (const at of left) if (at <= Date.now()) left.delete(at);
    if (left.size > 0) alarm.set(Math.min(...left));
  });
  for (const at of due) alarm.set(at);
  return { rang, alarm };
};

it('rings when the first is due, and after a rest for those that came meanwhile', () => {
  const { rang } = alarmFor(1_500, 1_504, 1_520, 1_700);
  vi.advanceTimersByTime(1_000);
  expect(rang).toEqual([1_500, 1_550, 1_700]);
});

it('rests no longer where the clock was set back', () => {
  const { rang, alarm } = alarmFor(1_500);
  vi.advanceTimersByTime(500);
  vi.setSystemTime(200);
  alarm.set(220);
  vi.advanceTimersByTime(100);
  expect(rang).toEqual([1_500, 250]);
});

it('rings no more once it is cleared', () => {
  const { rang, alarm } = alarmFor(1_500);
  alarm.clear();
  vi.advanceTimersByTime(1_000);
  expect(rang).toEqual([]);
});
