import { describe, expect, test } from 'vitest';
import type { Candidate } from '../experts/index.ts';
import { countChanges, inverseFrequency } from '../platform/embeddings/builtin.ts';
import { vectorOf } from '../platform/embeddings/vector.ts';
import { wordsOf } from '../platform/embeddings/words.ts';
import { defaultWeights, rankExperts } from './rank.ts';
import { experts, heldOut, problems } from './routing.fixture.ts';

const now = Date.UTC(2026, 0, 5);
const names = ['ada', 'grace', 'linus'] as const;
type Name = (typeof names)[number];
const orders = [
  ['ada', 'grace', 'linus'],
  ['ada', 'linus', 'grace'],
  ['grace', 'ada', 'linus'],
  ['grace', 'linus', 'ada'],
  ['linus', 'ada', 'grace'],
  ['linus', 'grace', 'ada'],
] as const;

const languages = ['en', 'de'];
const weigh = inverseFrequency(countChanges({ added: names.flatMap((name) => experts[name]), removed: [] }, languages));
const vectors = new Map(
  names.map((name) => [name, experts[name].map((text) => vectorOf(wordsOf(text, languages), () => 1))]),
);

const cosine = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, i) => sum + x * b[i]!, 0);

/** All three are free, speak both languages, and signed in one minute after the other in this order. */
const candidatesFor = (question: readonly number[], order: readonly Name[]): Candidate[] =>
  order.map((name, index) => ({
    expertId: name,
    memberId: name,
    languages: languages.map((tag) => ({ tag, level: 2 })),
    capacity: 3,
    load: 0,
    idleSince: now - (order.length - index) * 60_000,
    statements: experts[name].map((text, at) => ({ text, similarity: cosine(question, vectors.get(name)![at]!) })),
  }));

/** Who is asked first in each of the six orders; one name if the order does not matter. */
const askedFirst = (text: string): Set<string> => {
  const question = vectorOf(wordsOf(text, ['de']), weigh);
  return new Set(
    orders.map((order) => rankExperts({ language: 'en' }, candidatesFor(question, order), defaultWeights, now, () => 0)[0]!.memberId),
  );
};

/** A hit is the right expert in every order of signing in. */
const missesOf = (set: Readonly<Record<Name, readonly string[]>>): string[] =>
  names.flatMap((name) =>
    set[name].flatMap((text) => {
      const asked = [...askedFirst(text)];
      return asked.length === 1 && asked[0] === name ? [] : [`${name}: ${text} → ${asked.join(', ')}`];
    }),
  );
const sizeOf = (set: Readonly<Record<Name, readonly string[]>>): number =>
  names.reduce((sum, name) => sum + set[name].length, 0);

describe('routing', () => {
  test('at least nine in ten problems of a kind reach its expert, whatever the order of signing in', () => {
    for (const name of names) {
      const set = { ada: [], grace: [], linus: [], [name]: problems[name] };
      expect(problems[name].length).toBeGreaterThanOrEqual(30);
      const misses = missesOf(set);
      expect(misses.length / problems[name].length, misses.join('\n')).toBeLessThanOrEqual(0.1);
    }
  });

  test('so do four in five of those that were written afterwards, slips of the keyboard among them', () => {
    const misses = missesOf(heldOut);
    expect(misses.length / sizeOf(heldOut), misses.join('\n')).toBeLessThanOrEqual(0.2);
  });

  test('what an expert said about themselves is named, and only what comes near', () => {
    const question = vectorOf(wordsOf('Our PostgreSQL query got slow'), weigh);
    const [first] = rankExperts({ language: 'en' }, candidatesFor(question, orders[5]), defaultWeights, now, () => 0);
    expect(first!.reasons[0]).toMatchObject({ code: 'statement', params: { statement: experts.ada[0] } });
    const nothing = vectorOf(wordsOf('My cat is ill'), weigh);
    const ranked = rankExperts({ language: 'en' }, candidatesFor(nothing, orders[0]), defaultWeights, now, () => 0);
    expect(ranked.flatMap(({ reasons }) => reasons.map(({ code }) => code))).not.toContain('statement');
  });

  test('a problem that nobody said anything about goes to the longest idle', () => {
    const nothing = vectorOf(wordsOf('My cat is ill'), weigh);
    for (const order of orders) {
      const [first] = rankExperts({ language: 'en' }, candidatesFor(nothing, order), defaultWeights, now, () => 0);
      expect(first!.memberId).toBe(order[0]);
    }
  });
});
