import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../../../test/fixtures/database.ts';
import { newcomersShare } from '../contenders.ts';
import { newcomersChance } from '../newcomers.ts';
import { fatigueMs } from '../terms/answers.ts';
import { giniOf, lotsFor, simulateDay, type Outcome } from './simulation.fixture.ts';

const minuteMs = 60_000;
const requests = 160;
let database: TestDatabase;
let day: Outcome;

beforeAll(async () => {
  database = await openTestDatabase();
  // Every offer, answer and end of it goes through the database: a tenth of a second each.
  day = await simulateDay(database.db, { requests, seed: 1 });
}, 240_000);
afterAll(() => database.dispose());

describe('a day through the whole path of an offer, where nothing but fairness decides', () => {
  test('leaves nobody unasked, and shares more evenly among equals than drawing lots would', () => {
    expect(day.unasked).toBe(0);
    // Of n each, lots leave a Gini of about 1 / √(π n): with some twenty, 0.12.
    const n = day.equals.reduce((sum, one) => sum + one, 0) / day.equals.length;
    expect(giniOf(day.equals)).toBeLessThan(1 / Math.sqrt(Math.PI * n));
    expect(giniOf(day.equals)).toBeLessThan(giniOf(lotsFor(day.equals, 1)));
  });

  test('gives a newcomer their chance, within what is theirs', () => {
    expect(day.newcomersShare).toBeGreaterThan(newcomersChance / 2);
    expect(day.newcomersShare).toBeLessThan(newcomersShare);
  });

  test('lets whoever declines every second question come later, and asks them again once that has faded', () => {
    expect(day.declinersShare).toBeGreaterThan(0);
    expect(day.declinersShare).toBeLessThan(0.5);
    // An hour, and until the next request after it that is theirs by the time they were free.
    expect(day.declinersLongestMs).toBeLessThan(fatigueMs + 10 * minuteMs);
  });

  test('asks nobody in their break, and holds it against nobody afterwards', () => {
    expect(day.askedInBreak).toBe(0);
    expect(day.shareAfterBreak).toBeGreaterThan(0.6);
    expect(day.shareAfterBreak).toBeLessThan(1.4);
  });
});

test('the Gini is 0 for all the same, and grows towards 1 for one who has all', () => {
  expect([giniOf([3, 3, 3]), giniOf([0, 0, 3]), giniOf([0, 0])]).toEqual([0, expect.closeTo(2 / 3), 0]);
});
