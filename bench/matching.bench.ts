import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type Database } from '../packages/backend/src/platform/database/index.ts';
import { absolute, median, percentile, relative } from './harness.ts';
import type { Benchmark, Row } from './harness.ts';
import { fillWithExperts, measureRank, type Times } from './matching/latency.ts';

const benchmark: Benchmark = {
  about:
    'the time of a ranking among 1,000 and 10,000 experts, nearly all available, on the embedded database; the baseline is a ' +
    'query for the fifty nearest statements alone. How right the ranking is: npx harmony eval routing',
  run: async ({ isQuick, log }) => {
    const rows: Row[] = [];
    const p95s: number[] = [];
    for (const experts of isQuick ? [50, 100] : [1_000, 10_000]) {
      const { rank, raw } = await measureAmong(experts, isQuick ? 5 : 200, log);
      const [ours, theirs] = [percentile(rank, 0.95), percentile(raw, 0.95)];
      p95s.push(ours);
      rows.push(
        absolute(`rank, ${experts} experts, median`, median(rank), 'ms'),
        absolute(`rank, ${experts} experts, p95`, ours, 'ms', { atMost: 10 }),
        relative(`rank, ${experts} experts, p95, baseline the query alone`, ours, 'ms', theirs, { atMost: 2 }),
      );
    }
    const [small, large] = p95s as [number, number];
    return [...rows, relative('growth of p95 from the smaller to the larger', large, 'ms', small)];
  },
};

export default benchmark;

const measureAmong = async (experts: number, rankings: number, log: (line: string) => void): Promise<Times> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'harmony-bench-'));
  try {
    const organisationId = await withDatabase(dataDir, (db) => fillWithExperts(db, experts, log));
    // Opened anew, as by the next start: the engine gets buffers for what is there by then.
    return await withDatabase(dataDir, (db) => measureRank(db, organisationId, rankings));
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
};

const withDatabase = async <T>(dataDir: string, work: (db: Database) => Promise<T>): Promise<T> => {
  const db = await openDatabase({ dataDir });
  try {
    await db.migrate();
    return await work(db);
  } finally {
    await db.close();
  }
};
