import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// What the modules say to each other is declared by each of them: all of them are needed to check one.
import type {} from '../packages/backend/src/app.ts';
import {
  giniOf,
  lotsFor,
  simulateDay,
  type Outcome,
} from '../packages/backend/src/matching/fairness/simulation.fixture.ts';
import { openDatabase } from '../packages/backend/src/platform/database/index.ts';
import { absolute, median, relative } from './harness.ts';
import type { Benchmark } from './harness.ts';

const MINUTE_MS = 60_000;
/** Lots of one seed may fall evenly; the median of so many does not. */
const LOTS = 101;

/** A simulated day on a database of its own. */
const measureDay = async (requests: number, seed: number): Promise<Outcome> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'harmony-bench-'));
  const db = await openDatabase({ dataDir });
  try {
    await db.migrate();
    return await simulateDay(db, { requests, seed });
  } finally {
    await db.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
};

const benchmark: Benchmark = {
  about:
    'who is asked in simulated days of a team where nothing but fairness decides, through the whole path of an offer on the ' +
    'embedded database: six equals, a newcomer, somebody who declines every second question, somebody on a break. The ' +
    'baseline draws lots among the equals',
  run: async ({ isQuick, log }) => {
    const days: Outcome[] = [];
    const [requests, seeds] = isQuick ? [20, [1]] : [400, [1, 2, 3]];
    for (const seed of seeds) {
      const day = await measureDay(requests, seed);
      log(`day ${seed}: ${day.equals.join(', ')} of ${requests}`);
      days.push(day);
    }
    const over = (of: (day: Outcome) => number): number => median(days.map(of));
    const lots = over(({ equals }) => median(Array.from({ length: LOTS }, (_, seed) => giniOf(lotsFor(equals, seed)))));
    return [
      relative(
        'Gini among equals, baseline lots',
        over(({ equals }) => giniOf(equals)),
        '',
        lots,
        { atMost: 0.5 },
      ),
      absolute('questions to the newcomer', 100 * over((day) => day.newcomersShare), '%', { atLeast: 5 }),
      absolute('the same, on the day of most', 100 * Math.max(...days.map((day) => day.newcomersShare)), '%', {
        atMost: 20,
      }),
      absolute('of an equal, who declines half', 100 * over((day) => day.declinersShare), '%', { atLeast: 1 }),
      absolute('longest without a question, they', over((day) => day.declinersLongestMs) / MINUTE_MS, 'min', {
        atMost: 70,
      }),
      absolute('questions in the break', Math.max(...days.map((day) => day.askedInBreak)), '', { atMost: 0 }),
      absolute('of an equal, after the break', 100 * over((day) => day.shareAfterBreak), '%', { atLeast: 75 }),
      absolute('requests nobody was asked about', Math.max(...days.map((day) => day.unasked)), '', { atMost: 0 }),
    ];
  },
};

export default benchmark;
