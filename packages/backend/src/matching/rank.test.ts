import { describe, expect, test } from 'vitest';
import type { Candidate } from '../experts/index.ts';
import { defaultWeights, rankExperts, seededRandom } from './rank.ts';

const now = Date.UTC(2026, 0, 5);
const candidate = (name: string, over: Partial<Candidate> = {}): Candidate => ({
  expertId: name,
  memberId: name,
  languages: [{ tag: 'en', level: 2 }],
  capacity: 3,
  load: 0,
  idleSince: now - 60_000,
  statements: [],
  ...over,
});
const near = (...similarities: number[]) =>
  similarities.map((similarity, n) => ({ text: `Statement ${n}`, similarity }));
const rank = (candidates: Candidate[], language = 'en', random = () => 0) =>
  rankExperts({ language }, candidates, defaultWeights, now, random);
const order = (candidates: Candidate[], language?: string): string[] =>
  rank(candidates, language).map(({ memberId }) => memberId);

describe('rankExperts', () => {
  test('meaning goes before idling for a day and an empty desk', () => {
    const busy = candidate('near', { statements: near(0.4), load: 2, idleSince: now });
    expect(order([candidate('far', { statements: near(0.2), idleSince: 0 }), busy])).toEqual(['near', 'far']);
  });

  test('among equals in meaning the longest idle is first', () => {
    const [fresh, idle] = [candidate('fresh', { idleSince: now }), candidate('idle', { idleSince: now - 3_600_000 })];
    expect(order([fresh, idle])).toEqual(['idle', 'fresh']);
  });

  test('breadth counts where the nearest statement is equally near', () => {
    const [narrow, broad] = [
      candidate('narrow', { statements: near(0.5) }),
      candidate('broad', { statements: near(0.5, 0.4, 0.3) }),
    ];
    expect(order([narrow, broad])).toEqual(['broad', 'narrow']);
  });

  test('whoever does not speak the language is out as long as somebody does', () => {
    const german = candidate('german', { languages: [{ tag: 'de', level: 1 }] });
    const english = candidate('english', { statements: near(0.9) });
    expect(order([english, german], 'de-CH')).toEqual(['german']);
  });

  test('if nobody speaks it English steps in, and without English everybody does', () => {
    const french = candidate('french', { languages: [{ tag: 'fr', level: 3 }] });
    const [ranked] = rank([french, candidate('english')], 'de');
    expect(ranked).toMatchObject({ memberId: 'english' });
    expect(ranked!.reasons).toContainEqual({ code: 'language', params: { tag: 'en' } });
    expect(order([french], 'de')).toEqual(['french']);
  });

  test('terms stay within 0 and 1 and explain the score', () => {
    const odd = candidate('odd', { statements: near(-0.3, 1.2), load: 9, capacity: 3, idleSince: now + 5_000 });
    const [{ terms, score }] = rank([odd]) as [ReturnType<typeof rank>[number]];
    for (const { value } of terms) expect(value).toBeGreaterThanOrEqual(0);
    for (const { value } of terms) expect(value).toBeLessThanOrEqual(1);
    expect(score).toBeCloseTo(
      terms.reduce((sum, { value, weight }) => sum + value * weight, 0),
      4,
    );
  });

  test('the same seed gives the same order among those who are equal in everything', () => {
    const all = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => candidate(name));
    const byChance = (seed: number) =>
      rank(all, 'en', seededRandom(seed))
        .map(({ memberId }) => memberId)
        .join('');
    expect(byChance(7)).toBe(byChance(7));
    expect(new Set([1, 2, 3, 4, 5].map(byChance)).size).toBeGreaterThan(1);
  });

  test('a statement is named from where it means something, two at most', () => {
    const [{ reasons }] = rank([candidate('a', { statements: near(0.1, 0.6, 0.25, 0.3) }), candidate('b')]) as [
      ReturnType<typeof rank>[number],
    ];
    expect(reasons).toEqual([
      { code: 'statement', params: { statement: 'Statement 1', similarity: 0.6 } },
      { code: 'statement', params: { statement: 'Statement 3', similarity: 0.3 } },
      { code: 'idle', params: { idleMs: 60_000 } },
    ]);
  });
});
