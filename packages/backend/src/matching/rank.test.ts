import { describe, expect, test } from 'vitest';
import type { Solved } from '../experts/index.ts';
import { seededRandom } from '../platform/seeded-random.ts';
import { rankExperts, type Contender } from './rank.ts';
import { noAnswers } from './terms/answers.ts';
import { defaultWeights } from './weights.ts';

const now = Date.UTC(2026, 0, 5);
const candidate = (name: string, over: Partial<Contender> = {}): Contender => ({
  expertId: name,
  memberId: name,
  languages: [{ tag: 'en', level: 2 }],
  capacity: 3,
  load: 0,
  idleSince: now - 60_000,
  hasMoreTime: false,
  statements: [],
  solved: [],
  answers: noAnswers,
  ...over,
});
const near = (...similarities: number[]) =>
  similarities.map((similarity, n) => ({ text: `Statement ${n}`, similarity }));
const rank = (candidates: Contender[], language = 'en', random = () => 0) =>
  rankExperts({ language, isNewcomersShareFull: false }, candidates, defaultWeights, now, random);
const dayMs = 86_400_000;
const solved = (similarity: number, ageDays: number, over: Partial<Solved> = {}): Solved => ({
  id: `${similarity} ${ageDays}`,
  similarity,
  solvedAt: now - ageDays * dayMs,
  isAccepted: false,
  votes: 0,
  isTheirs: false,
  isSameDomain: true,
  ...over,
});
const times = (count: number, one: Solved): Solved[] => Array.from({ length: count }, () => one);
const order = (candidates: Contender[], language?: string): string[] =>
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

  test('a solved problem that is near goes before nothing, a new one before one of years ago', () => {
    const [fresh, old] = [
      candidate('fresh', { solved: [solved(0.5, 10)] }),
      candidate('old', { solved: [solved(0.5, 1_000)] }),
    ];
    expect(order([candidate('none'), old, fresh])).toEqual(['fresh', 'old', 'none']);
  });

  test('whoever is active comes first where nothing is near, and never before a clear case', () => {
    const active = candidate('active', { solved: times(40, solved(0.05, 5, { isAccepted: true })) });
    const clear = candidate('near', { statements: near(0.55) });
    expect(order([candidate('none'), active])).toEqual(['active', 'none']);
    expect(order([active, clear])).toEqual(['near', 'active']);
  });

  test('one solved problem makes nobody the most active', () => {
    const [{ terms }] = rank([candidate('one', { solved: [solved(0.05, 0)] })]) as [ReturnType<typeof rank>[number]];
    expect(terms.find(({ name }) => name === 'activity')!.value).toBeCloseTo(0.2);
  });

  test('whoever declined or let pass lately comes after an equal, and recovers', () => {
    const answers = { asked: 2, accepted: 0, timeLeft: 0, refusedLately: 2 };
    expect(order([candidate('tired', { answers, idleSince: 0 }), candidate('fresh')])).toEqual(['fresh', 'tired']);
    const rested = { ...noAnswers, refusedLately: 0 };
    expect(order([candidate('rested', { answers: rested, idleSince: 0 }), candidate('fresh')])[0]).toBe('rested');
  });

  test('a newcomer is tried before somebody of the same worth, until newcomers have had their share', () => {
    const settled = candidate('settled', { solved: times(20, solved(0, 400)), idleSince: 0 });
    const ranked = (isNewcomersShareFull: boolean) =>
      rankExperts({ language: 'en', isNewcomersShareFull }, [settled, candidate('new')], defaultWeights, now, () => 0);
    expect(ranked(false)[0]).toMatchObject({ memberId: 'new' });
    expect(ranked(false)[0]!.reasons).toContainEqual({ code: 'newcomer', params: {} });
    expect(ranked(true)[0]).toMatchObject({ memberId: 'settled' });
  });

  test('a newcomer who is near is first at times where somebody is asked, and never where it is only tried out', () => {
    const busy = candidate('busy', { statements: near(0.5), solved: times(20, solved(0.5, 10, { isAccepted: true })) });
    const team = [busy, candidate('new', { statements: near(0.5) })];
    const first = (newcomersChance: number | undefined, draw: number) => {
      const asked = { language: 'en', isNewcomersShareFull: false };
      const chance = newcomersChance === undefined ? {} : { newcomersChance };
      return rankExperts({ ...asked, ...chance }, team, defaultWeights, now, () => draw)[0]!.memberId;
    };
    expect([first(0.1, 0.05), first(0.1, 0.5), first(undefined, 0.05)]).toEqual(['new', 'busy', 'busy']);
  });

  test('whoever helped this person well is tried again, whoever helped them badly is not for that', () => {
    const theirs = (votes: number) => ({ solved: [solved(0, 500, { isTheirs: true, votes })] });
    const [well, badly] = [candidate('well', theirs(2)), candidate('badly', theirs(-2))];
    expect(order([badly, well])).toEqual(['well', 'badly']);
    const reasons = rank([badly, well]).map((ranked) => ranked.reasons.some(({ code }) => code === 'familiar'));
    expect(reasons).toEqual([true, false]);
  });

  test('a problem of somebody else is named by its id, the nearest of statements and problems first', () => {
    const both = candidate('both', { statements: near(0.3), solved: [solved(0.6, 0), solved(0.1, 0)] });
    const [{ reasons }] = rank([both, candidate('b')]) as [ReturnType<typeof rank>[number]];
    expect(reasons.slice(0, 2)).toEqual([
      { code: 'solved', params: { evidenceId: '0.6 0', similarity: 0.6, ageMs: 0 } },
      { code: 'statement', params: { statement: 'Statement 0', similarity: 0.3 } },
    ]);
  });
});
