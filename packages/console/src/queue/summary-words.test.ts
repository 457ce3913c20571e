import { expect, it } from 'vitest';
import { item } from './rows.fixture.ts';
import { summaryWords } from './summary-words.ts';

const now = Date.parse('2026-11-24T10:05:00.000Z');
const due = item('d', { mode: 'async', dueAt: '2026-11-25T10:00:00.000Z', queuedAt: '2026-11-24T01:00:00.000Z' });

it('counts who waits and for how long, and beside them who is answered within a day', () => {
  expect(summaryWords([], now)).toBe('Nobody waits');
  expect(summaryWords([item('a'), item('b')], now)).toBe('2 waiting · longest 5–10 min');
  expect(summaryWords([item('a'), due], now)).toBe('1 waiting · longest 5–10 min · 1 within a day');
  expect(summaryWords([due], now)).toBe('1 within a day');
});
