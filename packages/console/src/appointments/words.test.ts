import { expect, it } from 'vitest';
import { modeWords } from './words.ts';

const now = new Date(2026, 2, 2, 10, 0).getTime();
const at = (hours: number): string => new Date(now + hours * 3_600_000).toISOString();

it('says by when an answer is due, that it is late, and for when somebody is booked', () => {
  expect(modeWords({}, now)).toBeUndefined();
  expect(modeWords({ dueAt: at(24) }, now)).toMatch(/^Answer by tomorrow at 10:00/);
  expect(modeWords({ dueAt: at(-1) }, now)).toMatch(/^Late: was due today at 0?9:00/);
  expect(modeWords({ slotAt: at(1) }, now)).toMatch(/^Booked for 11:00/);
});
