import { describe, expect, test } from 'vitest';
import { newcomersChance, newcomersChanceFor, withNewcomerFirst } from './newcomers.ts';
import type { Ranked } from './rank.ts';

const ranked = (memberId: string, meaning: number, newcomer: number, code = 'statement'): Ranked => ({
  ...{ expertId: memberId, memberId, score: meaning },
  terms: [
    { name: 'meaning', value: meaning, weight: 0.6 },
    { name: 'newcomer', value: newcomer, weight: 0.04 },
  ],
  reasons: [{ code, params: {} }],
});
const known = ranked('known', 0.6, 0.2);
const fresh = ranked('fresh', 0.4, 1);
const order = (all: readonly Ranked[], chance = 0.1, draw = 0.09) =>
  withNewcomerFirst(all, chance, draw).map(({ memberId }) => memberId);

describe('a newcomer', () => {
  test('is asked first where the draw is theirs, and else in their place', () => {
    expect(order([known, ranked('other', 0.5, 0), fresh])).toEqual(['fresh', 'known', 'other']);
    expect(order([known, fresh], 0.1, 0.1)).toEqual(['known', 'fresh']);
    expect(order([known, fresh], 0, 0)).toEqual(['known', 'fresh']);
  });

  test('is tried out on nobody for whom it is pressing', () =>
    expect(([1, 2, 3] as const).map(newcomersChanceFor)).toEqual([newcomersChance, newcomersChance, 0]));

  test('is the best of several', () => {
    expect(order([known, fresh, ranked('further', 0.35, 1)])).toEqual(['fresh', 'known', 'further']);
  });

  test.each([
    ['who is clearly further from it', ranked('fresh', 0.3, 1)],
    ['to whom nothing of it is near', ranked('fresh', 0.4, 1, 'available')],
    ['who had their share of the hour', ranked('fresh', 0.4, 0)],
    ['who is none any more', ranked('fresh', 0.4, 0.4)],
  ])('%s stays in their place', (_, one) => {
    expect(order([known, one])).toEqual(['known', 'fresh']);
  });

  test('comes before no other who is first already, and nobody is made up', () => {
    expect(order([ranked('first', 0.5, 1), known, fresh])).toEqual(['first', 'known', 'fresh']);
    expect(order([])).toEqual([]);
  });
});
