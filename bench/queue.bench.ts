import { join } from 'node:path';
import { inWords } from '../packages/backend/src/commands/simulate/output.ts';
import { reportOf, type Report } from '../packages/backend/src/commands/simulate/measures.ts';
import { planOf } from '../packages/backend/src/commands/simulate/plan.ts';
import type { Profile } from '../packages/backend/src/commands/simulate/profile.ts';
import { loadProfile } from '../packages/backend/src/commands/simulate/read-profile.ts';
import { openDatabase, type Database } from '../packages/backend/src/platform/database/index.ts';
import { openTestDatabase } from '../test/fixtures/database.ts';
import { createDatabase, startPostgres } from '../test/fixtures/postgres.ts';
import { absolute } from './harness.ts';
import type { Benchmark, Row } from './harness.ts';
import { simulateDay } from './queue/day.ts';
import { withRealQuestions, type RealDay } from './queue/real-questions.ts';
import { engines } from './server.ts';
import type { Engine } from './server.ts';

/** Real questions of customers, CC BY 4.0. */
const data = join(import.meta.dirname, '../../shared/data/triage');
const seeds = [1, 2, 3];
const profiles = ['busy-community', 'support-centre'];

const benchmark: Benchmark = {
  about:
    'a simulated day of 200 experts and 5,000 requests in virtual time, on PostgreSQL where there is one; goals of the design: the ' +
    'interval told holds the wait 75 to 85 % of the time, nothing doubled, lost or starved',
  run: async ({ isQuick, log }) => {
    const rows: Row[] = [];
    // A day is about 200,000 transactions: PostgreSQL has done with them long before the embedded engine.
    const engine = (await engines(log)).at(-1)!;
    for (const name of profiles) {
      const own = await loadProfile(name);
      const real = await withRealQuestions(own, data);
      if (real === null) log('no BANKING77 beside the project: people ask the few questions of the profile');
      const { profile, before } = real ?? { profile: own, before: undefined };
      for (const seed of isQuick ? seeds.slice(0, 1) : seeds) {
        const report = await oneDay(isQuick ? short(profile) : profile, { seed, before }, engine, log);
        log(inWords(`${name}, seed ${seed}`, report).replaceAll('\n', '\n   '));
        rows.push(...rowsOf(`${name}, seed ${seed}`, report));
      }
    }
    return rows;
  },
};

export default benchmark;

async function oneDay(
  profile: Profile,
  { seed, before }: { seed: number; before: RealDay['before'] | undefined },
  engine: Engine,
  log: (line: string) => void,
): Promise<Report> {
  const { db, dispose } = await openEngine(engine);
  try {
    const plan = planOf(profile, seed);
    log(`${profile.name}, seed ${seed}: ${plan.experts.length} experts, ${plan.visitors.length} requests`);
    const begin = performance.now();
    const day = await simulateDay(db, plan, { startsAt: profile.startsAt, seed, before, onProgress: everyHour(log) });
    log(`took ${((performance.now() - begin) / 1000).toFixed(0)} s`);
    return reportOf(day, seed);
  } finally {
    await dispose();
  }
}

async function openEngine(engine: Engine): Promise<{ db: Database; dispose: () => Promise<void> }> {
  if (engine === 'embedded') return openTestDatabase();
  const server = await startPostgres();
  const { url, drop } = await createDatabase(server.url);
  const db = await openDatabase({ url });
  return {
    db,
    dispose: async () => {
      await db.close();
      await drop();
      await server.stop();
    },
  };
}

/** Twenty minutes at noon: shows that it runs. */
const short = (profile: Profile): Profile => ({ ...profile, startsAt: 12, hours: 1 / 3 });

/** One in twelve of the lines that come each five minutes. */
function everyHour(log: (line: string) => void): (line: string) => void {
  let count = 0;
  return (line) => {
    count += 1;
    if (count % 12 === 0) log(line);
  };
}

function rowsOf(day: string, report: Report): Row[] {
  const { within60s, served, toPersonMs, estimateHeld, gini, newcomers } = report;
  const percent = (share: { value: number } | null): number => 100 * (share?.value ?? Number.NaN);
  return [
    absolute(`${day}: got a person`, percent(served), '%'),
    absolute(`${day}: within 60 s`, percent(within60s), '%'),
    absolute(`${day}: time to a person, p50`, (toPersonMs?.p50.value ?? Number.NaN) / 1000, 's'),
    absolute(`${day}: time to a person, p95`, (toPersonMs?.p95.value ?? Number.NaN) / 1000, 's'),
    absolute(`${day}: wait told held, at least`, percent(estimateHeld), '%', { atLeast: 75 }),
    absolute(`${day}: wait told held, at most`, percent(estimateHeld), '%', { atMost: 85 }),
    absolute(`${day}: Gini among equals`, gini?.value ?? Number.NaN, ''),
    absolute(`${day}: Gini by chance alone`, gini?.byChance ?? Number.NaN, ''),
    absolute(`${day}: newcomers' share of matches`, percent(newcomers?.share ?? null), '%'),
    absolute(`${day}: newcomers' share of places`, 100 * (newcomers?.ofPlaces ?? Number.NaN), '%'),
    absolute(`${day}: doubled`, report.doubled, '', { atMost: 0 }),
    absolute(`${day}: lost`, report.lost, '', { atMost: 0 }),
    absolute(`${day}: starved`, report.starved, '', { atMost: 0 }),
  ];
}
