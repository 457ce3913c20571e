import { describe, expect, test } from 'vitest';
import type { Solved } from '../../experts/index.ts';
import { fatigueOf, noAnswers, responsivenessOf, usualOf, type Answers } from './answers.ts';
import { meaningOf } from './meaning.ts';
import { activityOf, familiarityOf, newnessOf, recentWork, reputationOf } from './record.ts';

const now = Date.UTC(2026, 0, 5);
const dayMs = 86_400_000;
const one = (over: Partial<Solved> = {}): Solved => ({
  ...{ id: '', similarity: 0.5, solvedAt: now, isAccepted: false, votes: 0, isTheirs: false, isSameDomain: true },
  ...over,
});
const many = (count: number, over: Partial<Solved> = {}) => ({
  solved: Array.from({ length: count }, () => one(over)),
});

describe('meaning', () => {
  const of = (statements: number[], solved: Solved[]) =>
    meaningOf({ statements: statements.map((similarity) => ({ text: '', similarity })), solved }, now);
  test('of one thing is a little less than how near it is', () => expect(of([0.5], [])).toBeCloseTo(0.4));
  test('of three things as near is as near as they are', () => expect(of([0.5, 0.5], [one()])).toBeCloseTo(0.5));
  test('of something solved a year ago is half', () =>
    expect(of([], [one({ solvedAt: now - 365 * dayMs })])).toBeCloseTo(of([], [one()]) / 2));
  test('is nothing where everything lies opposite', () => expect(of([-0.4], [one({ similarity: -1 })])).toBe(0));
});

describe('activity', () => {
  test('a solved problem of two months ago counts a quarter', () =>
    expect(recentWork(many(1, { solvedAt: now - 60 * dayMs }), now)).toBeCloseTo(0.25));
  test('accepted and liked ones count twice', () =>
    expect(recentWork(many(3, { isAccepted: true, votes: 4 }), now)).toBeCloseTo(6));
  test('is a share of the most active one’s', () => expect(activityOf(10, 40)).toBe(0.25));
});

describe('reputation', () => {
  test('grows with what is known, not with the share alone', () => {
    const [few, more] = [reputationOf(many(2, { isAccepted: true })), reputationOf(many(20, { isAccepted: true }))];
    expect(few).toBeGreaterThan(reputationOf(many(0)));
    expect(more).toBeGreaterThan(few);
  });
  test('what was disliked speaks against somebody', () =>
    expect(reputationOf(many(5, { votes: -2 }))).toBeLessThan(reputationOf(many(5))));
  test('counts little in another domain', () => {
    const elsewhere = reputationOf(many(8, { isAccepted: true, isSameDomain: false }));
    expect(elsewhere).toBeCloseTo(reputationOf(many(2, { isAccepted: true })));
  });
});

test('familiarity grows with each time that went well', () => {
  expect(familiarityOf(many(1))).toBe(0);
  expect(familiarityOf(many(1, { isTheirs: true }))).toBe(0.5);
  expect(familiarityOf(many(1, { isTheirs: true, votes: -1 }))).toBe(0);
});

test('a newcomer is one less with each solved problem', () =>
  expect([0, 3, 50].map((count) => newnessOf(many(count)))).toEqual([1, 0.5, expect.closeTo(0.057, 2)]));

describe('responsiveness', () => {
  const quick: Answers = { asked: 10, accepted: 10, timeLeft: 9, refusedLately: 0 };
  const slow: Answers = { asked: 10, accepted: 10, timeLeft: 1, refusedLately: 0 };
  const unwilling: Answers = { asked: 10, accepted: 1, timeLeft: 0.9, refusedLately: 0 };
  const usual = usualOf([quick, slow, unwilling]);
  test('those who accept come before those who do not, quick ones first', () => {
    const values = [quick, slow, unwilling].map((answers) => responsivenessOf(answers, usual));
    expect(values).toEqual(values.toSorted((a, b) => b - a));
    expect(values[2]).toBeLessThan(values[1]!);
  });
  test('of whoever was not asked yet is what is usual', () => {
    const value = responsivenessOf(noAnswers, usual);
    expect(value).toBeGreaterThan(responsivenessOf(unwilling, usual));
    expect(value).toBeLessThan(responsivenessOf(quick, usual));
  });
  test('is whole where nobody was asked', () => expect(responsivenessOf(noAnswers, usualOf([noAnswers]))).toBe(1));
});

test('fatigue grows by halves', () =>
  expect([0, 1, 2].map((refusedLately) => fatigueOf({ ...noAnswers, refusedLately }))).toEqual([0, 0.5, 0.75]));
