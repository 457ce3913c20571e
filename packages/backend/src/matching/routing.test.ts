import { describe, expect, test } from 'vitest';
import { countChanges, inverseFrequency } from '../platform/embeddings/builtin.ts';
import { vectorOf } from '../platform/embeddings/vector.ts';
import { wordsOf } from '../platform/embeddings/words.ts';
import { rankExperts, type Contender } from './rank.ts';
import { noAnswers } from './terms/answers.ts';
import { defaultWeights } from './weights.ts';
import { demoPeople } from '../demo/people.ts';
import { experts, heldOut, problems } from './routing.fixture.ts';
import { foreignProblems } from './routing-languages.fixture.ts';

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

const languages = ['en', 'de', 'es'];
type Statements = Readonly<Record<Name, readonly string[]>>;

const cosine = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, i) => sum + x * b[i]!, 0);

/** A house where the three say these things about themselves; all are free and speak both languages. */
const houseOf = (statements: Statements) => {
  const weigh = inverseFrequency(
    countChanges({ added: names.flatMap((name) => statements[name]), removed: [] }, languages),
  );
  const vectors = new Map(
    names.map((name) => [name, statements[name].map((text) => vectorOf(wordsOf(text, languages), () => 1))]),
  );
  /** The ranking when they have signed in one minute after the other in this order. */
  const rank = (text: string, order: readonly Name[], language = 'en') => {
    const question = vectorOf(wordsOf(text, ['de', language]), weigh);
    const candidates = order.map((name, index): Contender => ({
      expertId: name,
      memberId: name,
      languages: languages.map((tag) => ({ tag, level: 2 })),
      capacity: 3,
      load: 0,
      idleSince: now - (order.length - index) * 60_000,
      hasMoreTime: false,
      statements: statements[name].map((said, at) => ({
        text: said,
        similarity: cosine(question, vectors.get(name)![at]!),
      })),
      solved: [],
      answers: noAnswers,
    }));
    return rankExperts({ language, isNewcomersShareFull: false }, candidates, defaultWeights, now, () => 0);
  };
  /** A hit is the right expert in every order of signing in. */
  const missesOf = (set: Statements): string[] =>
    names.flatMap((name) =>
      set[name].flatMap((text) => {
        const asked = [...new Set(orders.map((order) => rank(text, order)[0]!.memberId))];
        return asked.length === 1 && asked[0] === name ? [] : [`${name}: ${text} → ${asked.join(', ')}`];
      }),
    );
  return { rank, missesOf };
};

const fromDemo = Object.fromEntries(
  names.map((name) => [name, demoPeople.find(({ email }) => email === `${name}@demo.test`)!.profile!.statements]),
) as unknown as Statements;
const sizeOf = (set: Readonly<Record<Name, readonly string[]>>): number =>
  names.reduce((sum, name) => sum + set[name].length, 0);

describe.each([
  { whose: 'of the fixture', statements: experts as Statements },
  { whose: 'of the demo', statements: fromDemo },
])('routing by the statements $whose', ({ statements }) => {
  const { rank, missesOf } = houseOf(statements);

  test('at least nine in ten problems of a kind reach its expert, whatever the order of signing in', () => {
    for (const name of names) {
      const set = { ada: [], grace: [], linus: [], [name]: problems[name] };
      expect(problems[name].length).toBeGreaterThanOrEqual(30);
      const misses = missesOf(set);
      expect(misses.length / problems[name].length, misses.join('\n')).toBeLessThanOrEqual(0.1);
    }
  });

  test('so do four in five of those that were written afterwards', () => {
    const misses = missesOf(heldOut);
    expect(misses.length / sizeOf(heldOut), misses.join('\n')).toBeLessThanOrEqual(0.2);
  });

  test.each(['es', 'de'] as const)(
    'problems in a language that no statement is in (%s) are better than chance',
    (language) => {
      const foreign = foreignProblems[language];
      const hits = names.flatMap((name) =>
        foreign[name].flatMap((text) => orders.map((order) => rank(text, order, language)[0]!.memberId === name)),
      );
      expect(hits.filter(Boolean).length / hits.length).toBeGreaterThan(1 / 3);
    },
  );

  test('what an expert said about themselves is named, and only what comes near', () => {
    const [first] = rank('Our PostgreSQL query got slow', orders[5]);
    expect(first!.reasons[0]).toMatchObject({ code: 'statement', params: { statement: statements.ada[0] } });
    const reasons = rank('My cat is ill', orders[0]).flatMap((ranked) => ranked.reasons.map(({ code }) => code));
    expect(reasons).not.toContain('statement');
  });

  test('a problem that nobody said anything about goes to the longest idle', () => {
    for (const order of orders) expect(rank('My cat is ill', order)[0]!.memberId).toBe(order[0]);
  });
});
