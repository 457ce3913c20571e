import type { FairnessItem } from '@harmony-live/protocol';
import { clockTime, shortDay } from '@harmony-live/ui';
import { describe, expect, it } from 'vitest';
import { adviceWords, fatigueWords, newcomerWords, outcomeWords, passedWords, strongest } from './why-words.ts';

const time = (hour: number, day = 5): string => new Date(2026, 0, day, hour).toISOString();
const item = (over: Partial<FairnessItem> = {}): FairnessItem => ({
  ...{ requestId: '019ab000-0000-7000-8000-000000000001', createdAt: time(10), language: 'fr', domain: 'other' },
  ...{ text: null, asked: null, wentTo: 'somebody', isWaiting: false, reasons: [], place: null, terms: [] },
  ...over,
});
const term = (name: string, mine: number, theirs: number, weight: number) => ({ name, mine, theirs, weight });

describe('why a request went by', () => {
  it('has the time of it, and the day where that is another one', () => {
    const off = (from: string, until?: string) =>
      passedWords({ code: 'off-duty', from, ...(until === undefined ? {} : { until }) }, item());
    expect(off(time(9), time(11))).toBe(`You were off duty · ${clockTime(time(9))}–${clockTime(time(11))}`);
    expect(off(time(9))).toBe(`You were off duty · since ${clockTime(time(9))}`);
    const night = `${shortDay(time(22, 4))}, ${clockTime(time(22, 4))}`;
    expect(off(time(22, 4), time(11))).toBe(`You were off duty · ${night}–${clockTime(time(11))}`);
  });

  it('names the language, and says nothing where it does not know the reason', () => {
    expect(passedWords({ code: 'language' }, item())).toBe('It was in a language you do not name: French');
    expect(passedWords({ code: 'something-new' }, item())).toBeNull();
  });

  it('has the place in the ranking, and in what somebody else was ahead', () => {
    const terms = [term('meaning', 0.2, 0.7, 0.6), term('idle', 0.9, 0.1, 0.015), term('fatigue', 0.5, 0, -0.05)];
    const seen = item({ place: { rank: 3, among: 5 }, terms });
    expect(passedWords({ code: 'ranked-lower' }, seen)).toBe(
      'You were number 3 of 5. Who was asked was ahead in: Nearness to the words, fewer declined lately',
    );
    expect(passedWords({ code: 'ranked-lower' }, item({ place: { rank: 2, among: 2 } }))).toBe(
      'You were number 2 of 2',
    );
  });

  it('counts a difference by its weight, and leaves out what decides nothing', () => {
    const terms = [term('load', 0, 0.1, 0.015), term('idle', 0, 0.5, 0.015), term('activity', 0, 0.1, 0.18)];
    expect(strongest(terms)).toEqual(['activity', 'idle']);
  });
});

it('says what became of each, whoever took it', () => {
  const outcomes: Partial<FairnessItem>[] = [
    ...(['accepted', 'taken', 'declined', 'timed-out', 'withdrawn', 'returned', 'offered'] as const).map((asked) => ({
      asked,
    })),
    ...[{ wentTo: 'somebody' as const }, { wentTo: 'nobody' as const, isWaiting: true }, { wentTo: 'nobody' as const }],
  ];
  expect(new Set(outcomes.map((over) => outcomeWords(item(over)))).size).toBe(outcomes.length);
});

it('explains the rules with their numbers', () => {
  const share = { share: 0.2, asked: 10, toNewcomers: 1, isFull: false, isMine: true };
  expect(newcomerWords(share)).toContain('they had 1 of 10. You are one.');
  expect(newcomerWords({ ...share, isFull: true })).toContain('had their share');
  expect(newcomerWords({ ...share, isMine: false, asked: 0 })).toMatch(/nobody was asked\.$/);
  expect(fatigueWords({ refused: 0, until: null })).toContain('You did not');
  expect(fatigueWords({ refused: 2, until: time(14) })).toContain(
    `2 requests in the last hour, so you come after those who are equal until ${clockTime(time(14))}`,
  );
});

it('advises by what stood against most of them, and says nothing where nothing did', () => {
  const by = (...codes: string[]) => adviceWords(codes.map((code) => item({ reasons: [{ code }] })));
  expect(by()).toBeNull();
  expect(by('language', 'off-duty', 'off-duty')).toContain('not there');
  expect(by('ranked-lower', 'ranked-lower', 'full')).toContain('Say what you know');
  expect(new Set([by('off-duty'), by('full'), by('language'), by('ranked-lower')]).size).toBe(4);
});
