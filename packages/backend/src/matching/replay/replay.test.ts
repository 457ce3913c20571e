import { describe, expect, test } from 'vitest';
import { defaultWeights, termNames } from '../weights.ts';
import { createReplay, firstUnder, type Decision } from './replay.ts';

const person = (memberId: string, values: Partial<Record<(typeof termNames)[number], number>>) => ({
  memberId,
  terms: Object.entries(values).map(([name, value]) => ({ name, value })),
});
const near = person('near', { meaning: 0.6 });
const active = person('active', { activity: 1 });
const alone = { ...Object.fromEntries(termNames.map((name) => [name, 0])), activity: 1 } as typeof defaultWeights;

describe('who would have been first', () => {
  test('follows the weights', () => {
    expect(firstUnder([near, active], defaultWeights)).toBe('near');
    expect(firstUnder([near, active], alone)).toBe('active');
  });
  test('is who was first then among equals, and nobody among nobody', () => {
    expect(firstUnder([person('b', {}), person('a', {})], defaultWeights)).toBe('b');
    expect(firstUnder([], defaultWeights)).toBeUndefined();
  });
});

test('decisions are counted by whether another would have been asked, with what came of them', () => {
  const decision = (state: 'accepted' | 'declined' | 'timed-out', over: Partial<Decision> = {}): Decision => ({
    ...{ candidates: [near, active], asked: { memberId: 'near', state }, takenBy: null, isSolved: false },
    ...over,
  });
  const all = [
    decision('accepted', { isSolved: true, takenBy: 'near' }),
    decision('declined', { takenBy: 'active' }),
    decision('timed-out', { candidates: [near] }),
    decision('accepted', { asked: null }),
  ];
  const [same, other] = [createReplay(defaultWeights), createReplay(alone)];
  for (const one of all) {
    same.add(one);
    other.add(one);
  }
  expect(same.result).toEqual({
    decisions: 3,
    same: { decisions: 3, accepted: 1, refused: 2, solved: 1 },
    other: { decisions: 0, accepted: 0, refused: 0, solved: 0, tookItInTheEnd: 0 },
  });
  expect(other.result).toEqual({
    decisions: 3,
    same: { decisions: 1, accepted: 0, refused: 1, solved: 0 },
    other: { decisions: 2, accepted: 1, refused: 1, solved: 1, tookItInTheEnd: 1 },
  });
});
