import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../../../../test/fixtures/database.ts';
import { countingIds, openProduct } from './product.ts';
import type { Answer, Asked, Site } from './site.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
}, 60_000);
afterAll(() => database.dispose());

const dayMs = 86_400_000;
const answer = (userId: string, text: string, day: number): Answer => ({
  ...{ userId, text, at: day * dayMs, askerId: 'zoe', votes: 1, isAccepted: true },
});
const asked = (text: string, day: number, candidates: string[]): Asked => ({
  ...{ id: '', askerId: 'zoe', text, at: day * dayMs, candidates, truth: new Set(candidates) },
});

test('the product ranks those who could be asked, by what they had solved when it was asked', async () => {
  const answers = [
    answer('ada', 'The database is locked', 1),
    answer('grace', 'The form does not submit', 1),
    answer('linus', 'The database is locked while the form is sent', 2),
    answer('grace', 'The database is locked by a lock', 40),
  ];
  const site: Site = { name: 'site', answers, tests: [], busiest: new Set() };
  const product = await openProduct(database.db, countingIds(), site);
  await product.add(answers);

  const question = asked('A locked database', 3, ['ada', 'grace']);
  expect(await product.rank(question)).toEqual(['ada', 'grace']);
  expect(await product.rank({ ...question, text: 'My form', candidates: ['grace', 'ada'] })).toEqual(['grace', 'ada']);
  // What she solved on the fortieth day counts from then on.
  expect((await product.rank({ ...question, at: 41 * dayMs }))[0]).toBe('grace');
});
